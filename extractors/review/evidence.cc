// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/review/evidence.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "extractors/review/candidates.h"
#include "extractors/review/day_window.h"
#include "extractors/review/witnesses.h"
#include "extractors/vocabulary/dates.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// A value that the ink does not show at all, and one that a witness names though it is wrong: of so
// many numbers (days) any may be meant.
constexpr double kUnseen = 5e-5, kNumbers = 500, kDays = 30;
// A text layer read the same ink: what it has wrong looks like the right value.
constexpr double kLayers = 10;
// However many agree, all may be wrong.
constexpr double kMostSure = 0.995;
// A printed year that was misread, where the text knows a better one.
constexpr double kOtherYear = 0.05;
// A reading in reduced precision is completed only where this much speaks for a day.
constexpr double kCompletes = 0.9;

struct Lag {
  int days;  ///< from the document's day to its signing, at most
  double share;
};
// Set by rule: of the real files that were compared by hand most were signed the same day, one the
// next, one on Monday what was dated Friday; none before its date.
constexpr Lag kLags[] = {{-1, 0.004}, {0, 0.65}, {1, 0.14}, {3, 0.06}, {7, 0.01}, {30, 0.001}};
constexpr double kRest = 0.0002;

double LagShare(const std::string& day, const std::string& signed_on) {
  const auto serial = [](const std::string& iso) {
    const std::chrono::year_month_day date{
        std::chrono::year(std::atoi(iso.c_str())),
        std::chrono::month(static_cast<unsigned>(std::atoi(iso.c_str() + 5))),
        std::chrono::day(static_cast<unsigned>(std::atoi(iso.c_str() + 8)))};
    return std::chrono::sys_days(date).time_since_epoch().count();
  };
  const auto lag = static_cast<int>(serial(signed_on) - serial(day));
  if (lag < 0) return lag >= -7 ? kLags[0].share : kRest;
  for (const Lag& each : kLags)
    if (lag <= each.days) return each.share;
  return kRest;
}

/// Probabilities of values, and how each is written.
struct Belief {
  std::map<std::string, double> share;
  std::map<std::string, std::string> printed;

  void Add(const std::string& value, double p, const std::string& as) {
    double& own = share[value];
    own = std::max(own, p);
    printed.emplace(value, as);
  }
  void Normalise() {
    double sum = 0;
    for (const auto& [value, p] : share) sum += p;
    if (sum > 1)
      for (auto& [value, p] : share) p /= sum;
  }
  /// What is left for values that nobody names.
  double Rest() const {
    double sum = 0;
    for (const auto& [value, p] : share) sum += p;
    return std::max(0.0, 1 - sum);
  }
};

std::string Digits(std::string_view number) {
  size_t begin = 0, end = 0;
  while (begin + 1 < number.size() && number[begin] == '0') ++begin;
  end = begin;
  while (end < number.size() && number[end] >= '0' && number[end] <= '9') ++end;
  return std::string(number.substr(begin, end - begin));
}

class Weigher {
 public:
  explicit Weigher(PlanRecord& record) : record_(record), document_(record.document) {}

  void Run() {
    Number();
    Day();
    for (FieldEvidence& each : document_.evidence)
      if (!each.value) each.value = FieldText(document_, each.field);
    std::move(added_.begin(), added_.end(), std::back_inserter(document_.evidence));
  }

 private:
  FieldEvidence* Own(std::string_view field) {
    const auto found = std::find_if(document_.evidence.begin(), document_.evidence.end(),
                                    [&](const FieldEvidence& each) { return each.field == field; });
    return found != document_.evidence.end() ? &*found : nullptr;
  }

  void Tell(std::string field, std::string value, const Witness& witness) {
    FieldEvidence entry{std::move(field), witness.where, witness.reliability, false};
    entry.origin = witness.origin;
    entry.value = std::move(value);
    added_.push_back(std::move(entry));
  }

  /// What the ink says, by its readers' candidates; the record's own value with its confidence.
  Belief Ink(std::string_view field, const std::string& own, double confidence) const {
    Belief belief;
    for (const Candidate& each : InkCandidates(record_, field))
      belief.Add(field == "number" ? Digits(each.value) : each.value, each.confidence, each.value);
    if (!own.empty()) belief.Add(field == "number" ? Digits(own) : own, confidence, own);
    belief.Normalise();
    return belief;
  }

  void Number() {
    FieldEvidence* own = Own("number");
    const std::vector<Witness> witnesses = NumberWitnesses(record_);
    if (witnesses.empty() || own == nullptr) return;
    const std::string code = document_.code.value_or("");
    const std::string printed = code.substr(0, code.find_first_of("/-"));
    Belief belief = Ink("number", printed, own->confidence);
    for (const Witness& each : witnesses) Tell("number", Digits(each.value), each);
    // Nothing is written there: others may know a number, this copy has none.
    if (belief.share.empty()) return;
    const bool named = std::any_of(witnesses.begin(), witnesses.end(), [](const Witness& each) {
      return each.origin != WitnessOrigin::kFileName;
    });
    const double before = printed.empty() ? 0 : own->confidence;
    double rest = std::max(belief.Rest(), kUnseen);
    for (const Witness& each : witnesses) {
      const std::string value = Digits(each.value);
      if (!belief.share.contains(value)) {
        // The file's name is no source of its own.
        if (each.origin == WitnessOrigin::kFileName && !named) {
          rest *= each.reliability;
          for (auto& [other, p] : belief.share) p *= (1 - each.reliability);
          continue;
        }
        belief.Add(value, kUnseen, each.value);
      }
      const double stray =
          (1 - each.reliability) / (each.origin == WitnessOrigin::kLayer ? kLayers : kNumbers);
      for (auto& [other, p] : belief.share) p *= other == value ? each.reliability : stray;
      rest *= stray;
    }
    const auto [best, share] = Best(belief, rest);
    if (document_.number && best == std::to_string(*document_.number)) {
      own->confidence = Settled(before, share, witnesses, best);
    } else {
      document_.number = std::atoi(best.c_str());
      document_.code = WithNumber(code, belief.printed[best]);
      own->confidence = share;
      own->value = best;
    }
    const FieldEvidence* symbol = Own("notation");
    if (FieldEvidence* whole = Own("code"))
      whole->confidence = std::min(own->confidence, symbol ? symbol->confidence : 1.0);
  }

  /// Where a witness agrees the value is no less sure than it was.
  static double Settled(double before, double share, const std::vector<Witness>& witnesses,
                        const std::string& value) {
    const bool all = std::all_of(witnesses.begin(), witnesses.end(), [&](const Witness& each) {
      return Digits(each.value) == value || each.value == value;
    });
    return all ? std::max(before, share) : share;
  }

  static std::pair<std::string, double> Best(const Belief& belief, double rest) {
    double sum = rest;
    const std::pair<const std::string, double>* best = nullptr;
    for (const auto& each : belief.share) {
      sum += each.second;
      if (best == nullptr || each.second > best->second) best = &each;
    }
    return {best->first, std::min(kMostSure, best->second / sum)};
  }

  void Day() {
    FieldEvidence* own = Own("issued_on");
    if (own == nullptr || !document_.issued_on) return;
    const std::vector<Witness> witnesses = DateWitnesses(record_);
    const std::optional<Witness> signing = SigningDay(record_);
    for (const Witness& each : witnesses) Tell("issued_on", each.value, each);
    if (signing) Tell("issued_on", signing->value, *signing);
    const std::string printed = *document_.issued_on;
    const bool whole = printed.size() == 10;
    Belief belief = Ink("issued_on", whole ? printed : "", own->confidence);
    // Print is not doubted for what the text says; what was filled in is.
    const bool filled_in = whole && !InkCandidates(record_, "issued_on").empty();
    const DayWindow window = filled_in ? WindowOfDays(record_) : DayWindow{};
    const bool outside = filled_in && !window.Holds(printed);
    if (witnesses.empty() && !signing && !outside) return;
    double rest = std::max(belief.Rest(), kUnseen);
    if (outside) LookIntoText(window, printed, belief);
    for (const Witness& each : witnesses) {
      if (!belief.share.contains(each.value)) belief.Add(each.value, kUnseen, each.value);
      for (auto& [other, p] : belief.share)
        p *= other == each.value ? each.reliability : (1 - each.reliability) / kDays;
      rest *= (1 - each.reliability) / kDays;
    }
    if (belief.share.empty()) return;
    if (signing) {
      for (auto& [day, p] : belief.share) p *= LagShare(day, signing->value);
      rest *= 1 / kDays;
    }
    const auto [best, share] = Best(belief, rest);
    if (best == printed) {
      const bool fits = !signing || LagShare(best, signing->value) >= kLags[3].share;
      own->confidence = fits && !outside ? Settled(own->confidence, share, witnesses, best) : share;
    } else if (whole || share >= kCompletes) {
      document_.issued_on = best;
      own->confidence = share;
      own->value = best;
    }
  }

  /// What the text rules out counts for little; where it leaves none of the ink's days it may know
  /// the year.
  static void LookIntoText(const DayWindow& window, const std::string& printed, Belief& belief) {
    const bool none = std::none_of(belief.share.begin(), belief.share.end(),
                                   [&](const auto& each) { return window.Holds(each.first); });
    if (const auto other = none ? window.InAnotherYear(printed) : std::nullopt)
      belief.Add(*other, kOtherYear * belief.share[printed], *other);
    for (auto& [day, p] : belief.share) p *= window.Share(day);
  }

  PlanRecord& record_;
  DocumentFields& document_;
  std::vector<FieldEvidence> added_;
};

}  // namespace

void WeighEvidence(PlanRecord& record) {
  Weigher(record).Run();
}

}  // namespace planrec::extract
