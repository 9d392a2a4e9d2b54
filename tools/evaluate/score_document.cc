// SPDX-License-Identifier: GPL-3.0-or-later
// Document fields, signature, recipients.
#include <algorithm>

#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

using Right = std::array<bool, 2>;

Right CompareTexts(const std::string& gold, const std::string& pred, bool soft) {
  const Text a(gold), b(pred);
  return {a == b, soft ? SoftSimilarity(a, b) > 0 : a == b};
}

Right Same(bool same) {
  return {same, same};
}

/// The field's own confidence, else the issuer's for its parts.
std::optional<double> ConfidenceOf(const DocumentFields& document, std::string_view field) {
  std::optional<double> out;
  for (const FieldEvidence& each : document.evidence) {
    if (each.field == field) {
      out = each.confidence;
      break;
    }
  }
  if (!out && field.substr(0, 7) == "issuer." && document.issuer) {
    out = document.issuer->confidence;
  }
  if (out) out = std::clamp(*out, 0.0, 1.0);
  return out;
}

struct Field {
  std::string_view name;
  Right (*compare)(const DocumentFields& gold, const DocumentFields& pred);
};

std::string IssuerName(const DocumentFields& document) {
  return document.issuer ? Normal(document.issuer->name) : "";
}

Level IssuerLevel(const DocumentFields& document) {
  return document.issuer ? document.issuer->level : Level::kNone;
}

std::string Code(const std::optional<std::string>& code) {
  return code ? CodeKey(*code) : "";
}

using Doc = const DocumentFields&;
constexpr Field kFields[] = {
    {"type", [](Doc a, Doc b) { return CompareTexts(NormalOf(a.type), NormalOf(b.type), false); }},
    {"number", [](Doc a, Doc b) { return Same(a.number == b.number); }},
    {"notation", [](Doc a, Doc b) { return Same(Code(a.notation) == Code(b.notation)); }},
    {"code", [](Doc a, Doc b) { return Same(Code(a.code) == Code(b.code)); }},
    {"issuer.name", [](Doc a, Doc b) { return CompareTexts(IssuerName(a), IssuerName(b), true); }},
    {"issuer.level", [](Doc a, Doc b) { return Same(IssuerLevel(a) == IssuerLevel(b)); }},
    {"place",
     [](Doc a, Doc b) { return CompareTexts(NormalOf(a.place), NormalOf(b.place), true); }},
    {"issued_on",
     [](Doc a, Doc b) {
       return CompareTexts(NormalOf(a.issued_on), NormalOf(b.issued_on), false);
     }},
    {"title",
     [](Doc a, Doc b) { return CompareTexts(NormalOf(a.title), NormalOf(b.title), true); }},
    {"period",
     [](Doc a, Doc b) {
       if (!a.period || !b.period) return Same(a.period.has_value() == b.period.has_value());
       return Same(a.period->from == b.period->from && a.period->to == b.period->to);
     }},
};

void ScoreFields(Context& context) {
  Both all = {0, 0};
  for (const Field& field : kFields) {
    Right right = {false, false};
    if (context.exists) right = field.compare(context.gold.document, context.pred.document);
    const std::string name = std::string("document.").append(field.name);
    context.counts.Accuracy(name, 1, Both{double(right[0]), double(right[1])}, 1);
    for (const Mode mode : kModes) all[mode] += right[mode] ? 1 : 0;
    if (context.exists) {
      std::string pointer = "/" + name;
      std::replace(pointer.begin(), pointer.end(), '.', '/');
      context.judged.push_back(
          {pointer, ConfidenceOf(context.pred.document, field.name), right, false});
    }
  }
  context.counts.Accuracy("document", std::size(kFields), all, std::size(kFields));
}

void ScoreSignature(Context& context) {
  const Signature gold = context.gold.signature.value_or(Signature{});
  const Signature pred = context.pred.signature.value_or(Signature{});
  const bool exists = context.exists && context.pred.signature.has_value();
  const struct {
    const char* name;
    const std::optional<std::string>& gold;
    const std::optional<std::string>& pred;
  } fields[] = {{"signature.name", gold.name, pred.name},
                {"signature.position", gold.position, pred.position},
                {"signature.authority", gold.authority, pred.authority}};
  Both all = {0, 0};
  for (const auto& field : fields) {
    Right right = {false, false};
    if (exists) right = CompareTexts(NormalOf(field.gold), NormalOf(field.pred), true);
    context.counts.Accuracy(field.name, 1, Both{double(right[0]), double(right[1])}, 1);
    for (const Mode mode : kModes) all[mode] += right[mode] ? 1 : 0;
  }
  // An empty signature is none, and has no confidence in the record.
  const bool signs = pred.authority || pred.position || pred.name || pred.where.page > 0;
  if (exists && signs) {
    context.Judge("/signature", pred, {all[kStrict] == 3, all[kSoftly] == 3});
  }
}

std::vector<Text> Lines(const std::vector<Recipient>& recipients) {
  std::vector<Text> out;
  for (const Recipient& each : recipients) {
    Text text(Normal(each.text));
    if (!text.empty()) out.push_back(std::move(text));
  }
  return out;
}

}  // namespace

void ScoreDocument(Context& context) {
  ScoreFields(context);
  ScoreSignature(context);
  const std::vector<Text> gold = Lines(context.gold.recipients);
  const std::vector<Text> pred = Lines(context.pred.recipients);
  Both found;
  for (const Mode mode : kModes) {
    found[mode] = static_cast<double>(Match(TextPairs(gold, pred, mode == kSoftly)).size());
  }
  context.counts.F1("recipients", gold.size(), pred.size(), found);
}

}  // namespace planrec::evaluate
