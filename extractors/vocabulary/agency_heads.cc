// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/vocabulary/agency_heads.h"

#include <algorithm>

#include "extractors/vocabulary/clauses.h"
#include "extractors/vocabulary/units.h"
#include "pipeline/core/bodies.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

/// Words after "các", "những", "từng", "mọi", "toàn thể" that make a class of bodies, besides the
/// administrative units.
constexpr std::string_view kClassNouns[] = {
    "cơ quan",    "đơn vị",     "phòng",        "ban",       "ngành",
    "sở",         "bộ",         "tổ chức",      "đoàn thể",  "địa phương",
    "trường",     "bộ phận",    "hội",          "thôn",      "ấp",
    "khu phố",    "tổ dân phố", "doanh nghiệp", "cá nhân",   "cấp",
    "hợp tác xã", "trạm",       "trung tâm",    "khu",       "đội",
    "chi bộ",     "đảng bộ",    "thành viên",   "công ty",   "chủ đầu tư",
    "nhà trường", "cơ sở",      "chi cục",      "đồng chí",  "ủy viên",
    "uỷ viên",    "công chức",  "cán bộ",       "lực lượng", "bệnh viện",
    "tổ",         "ubnd",       "uỷ ban",       "ủy ban",    "thủ trưởng",
    "hộ",         "giáo viên",  "chi hội",      "văn phòng", "cục",
    "vụ",         "viện",       "khoa",         "nhóm",      "cộng tác viên",
    "trưởng",     "bí thư"};

/// What begins like a head and is none.
constexpr std::string_view kNoHeads[] = {"trường hợp",
                                         "cơ sở dữ liệu",
                                         "cơ sở vật chất",
                                         "cơ sở hạ tầng",
                                         "cơ sở để",
                                         "thanh tra,",
                                         "thanh tra việc",
                                         "thanh tra công vụ",
                                         "lãnh đạo,",
                                         "lãnh đạo thực hiện",
                                         "bộ tiêu chí",
                                         "bộ chỉ số",
                                         "bộ nhận diện",
                                         "bộ tthc",
                                         "bộ thủ tục",
                                         "bộ luật",
                                         "đơn vị tính",
                                         "văn phòng phẩm",
                                         "hội nghị",
                                         "báo cáo",
                                         "ban hành",
                                         "tổ chức",
                                         "đoàn kết",
                                         "cán bộ, công chức làm việc",
                                         "cơ quan hành chính nhà nước các cấp đã",
                                         "các tổ chức, cá nhân tham gia"};

constexpr std::string_view kPlurals[] = {"các",      "những",  "từng", "mọi",
                                         "toàn thể", "một số", "mỗi"};

const AgencyHead kClassHead{"các", AgencyKind::kClass, false, false};

/// Old and new places of the tone: "uỷ" is "ủy", "toà" is "tòa".
constexpr std::string_view kTonePlaces[][2] = {{"ủy", "uỷ"}, {"òa", "oà"}, {"óa", "oá"}};

char32_t At(std::string_view text, size_t at) {
  return at >= text.size() ? 0 : DecodeUtf8(text, at);
}

AgencyKind KindOf(const Body& body) {
  if (body.Is(kPost)) return AgencyKind::kPost;
  return body.Is(kClass) ? AgencyKind::kClass : AgencyKind::kBody;
}

}  // namespace

std::span<const std::string_view> PluralWords() {
  return kPlurals;
}

bool ClassNounAt(std::string_view text, size_t at) {
  return std::ranges::any_of(kClassNouns,
                             [&](std::string_view noun) { return WordAt(text, at, noun); }) ||
         std::ranges::any_of(
             Units(), [&](const AdministrativeUnit& unit) { return WordAt(text, at, unit.name); });
}

const std::vector<AgencyHead>& AgencyHeads() {
  static const std::vector<AgencyHead> heads = [] {
    std::vector<AgencyHead> list;
    const auto add = [&](const Body& body, std::string word) {
      list.push_back({std::move(word), KindOf(body), !body.Is(kSmallLetters), body.Is(kNamed),
                      body.Is(kTopic)});
    };
    for (const Body& body : Bodies()) {
      if (body.Is(kGivesDuties)) continue;
      const std::string name = Lower(body.name);
      add(body, name);
      for (const auto& [usual, other] : kTonePlaces) {
        if (const size_t at = name.find(usual); at != std::string::npos) {
          add(body, std::string(name).replace(at, usual.size(), other));
        }
      }
      for (std::string_view abbreviation : SplitList(body.abbreviations)) {
        add(body, Lower(abbreviation));
      }
    }
    return list;
  }();
  return heads;
}

const AgencyHead* AgencyHeadAt(std::string_view text, size_t at) {
  if (at >= text.size() || !WordStarts(text, at)) return nullptr;
  for (std::string_view other : kNoHeads) {
    if (text.size() - at >= other.size() && Lower(text.substr(at, other.size())) == other) {
      return nullptr;
    }
  }
  for (std::string_view plural : kPlurals) {
    if (WordAt(text, at, plural) && ClassNounAt(text, at + plural.size() + 1)) return &kClassHead;
  }
  const bool upper = IsUpper(At(text, at));
  const char32_t first = LowerLetter(At(text, at));
  const AgencyHead* best = nullptr;
  for (const AgencyHead& head : AgencyHeads()) {
    if (At(head.word, 0) != first || (head.capital && !upper)) continue;
    if (best != nullptr && best->word.size() >= head.word.size()) continue;
    if (!WordAt(text, at, head.word)) continue;
    if (head.needs_name) {
      const size_t end = at + head.word.size();
      if (end + 1 >= text.size() || text[end] != ' ') continue;
      if (!IsUpper(At(text, end + 1))) continue;
    }
    best = &head;
  }
  return best;
}

}  // namespace planrec::extract
