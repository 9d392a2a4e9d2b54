// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/spans/document_codes.h"

#include <algorithm>

#include "extractors/vocabulary/clauses.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

// Parts of the expressions. Ð (U+00D0) is a common stand-in for Đ. The number may stand in
// asterisks (handwriting in a Markdown source).
#define PLANREC_NUMBER R"(\*{0,2}(\d{1,5}[a-zđ]?)\*{0,2} ?)"
#define PLANREC_DASH R"( ?[-–] ?)"
#define PLANREC_TYPE R"(([A-ZĐÐ][A-Za-zĐđÐ]{0,7}))"
#define PLANREC_ISSUER R"(([A-ZĐÐ][A-Za-zĐđÐ]*\d{0,3}(?:[-–&.][A-ZĐÐ][A-Za-zĐđÐ]*\d{0,2})*))"

const Pattern kRule{"code.rule", Over::kPrinted,
                    PLANREC_NUMBER R"(/ ?((?:19|20)\d{2}) ?/ ?)" PLANREC_TYPE "(?:" PLANREC_DASH
                                   "| ?/ ?)" PLANREC_ISSUER,
                    "Nghị định số 42/2022/NĐ-CP", "từ 12/2022 đến 2/2023"};
const Pattern kAssembly{"code.assembly", Over::kPrinted,
                        R"((\d{1,4}) ?/ ?((?:19|20)\d{2}) ?/ ?((?:QH|UBTVQH)\d{1,2}))",
                        "Luật số 33/2024/QH15", "Quốc hội khóa 15"};
const Pattern kParty{"code.party", Over::kPrinted,
                     PLANREC_NUMBER R"([-–] ?)" PLANREC_TYPE R"( ?/ ?)" PLANREC_ISSUER,
                     "Nghị quyết số 19-NQ/TW", "giai đoạn 2021 - 2025"};
const Pattern kState{"code.state", Over::kPrinted,
                     PLANREC_NUMBER R"(/ ?)" PLANREC_TYPE PLANREC_DASH PLANREC_ISSUER,
                     "Quyết định số 468/QĐ- TTg", "tốc độ 80 km/h"};
const Pattern kBlank{"code.blank", Over::kPrinted,
                     R"([Ss]ố:?[ .…*]*(/ ?)" PLANREC_TYPE PLANREC_DASH PLANREC_ISSUER ")",
                     "Số: /KH-UBND", "Số: 12/KH-UBND"};
/// A number with a misread digit ("5I", "l2", "1O"), behind "số" only.
const Pattern kMisread{
    "code.misread-number", Over::kPrinted,
    R"([Ss][ốỐ]:? ?([0-9IlOoÓÒÔÖỦÚÙUDQ|!]{1,5}) ?/ ?((?:(?:19|20)\d{2}/)?[A-ZĐÐ][A-Za-zĐđÐ]{0,7}-[A-ZĐÐ][A-Za-zĐđÐ]*))",
    "Kế hoạch số 5I/KH-UBND", "Kế hoạch KH-UBND"};
/// Codes of other forms (of firms, of certificates), behind a type word and "số" only.
const Pattern kLooseCode{
    "code.loose", Over::kFolded,
    R"(\b(?:cong van|van ban|to trinh|cong dien|thu moi|giay [a-z]+(?: [a-z]+){0,2}|bien ban|)"
    R"(quyet dinh|hop dong|thong bao|phieu [a-z]+) so:? ?)"
    R"(((?:\d[\da-z.]*|[a-z]+-[a-z]*\d[\da-z]*)(?:[/-][^\s,;()]+)+))",
    "văn bản số 01/KH1N-01/17h00/DBQG-DBKH", "văn bản số 5 và 6"};
/// A paper that bears a number and no symbol: its day shows that it is one.
const Pattern kBareNumber{"code.bare-number", Over::kFolded,
                          R"(\b(?:cong van|van ban) so:? ?(\d{1,4}) ?,? ngay \d)",
                          "Văn bản số 02 ngày 05/3/2026", "văn bản số 5 và 6"};

#undef PLANREC_NUMBER
#undef PLANREC_DASH
#undef PLANREC_TYPE
#undef PLANREC_ISSUER

struct SymbolType {
  std::string_view printed, mended;
};

/// Abbreviations in symbols; where the stroke of Đ was lost and nothing else is meant, mended.
constexpr SymbolType kSymbolTypes[] = {
    {"NQLT", "NQLT"}, {"NQ", "NQ"},     {"QyĐ", "QyĐ"},     {"QyD", "QyĐ"},   {"QYĐ", "QyĐ"},
    {"QĐi", "QyĐ"},   {"QĐ", "QĐ"},     {"QD", "QĐ"},       {"QÐ", "QĐ"},     {"QC", "QC"},
    {"CTr", "CTr"},   {"CTR", "CTr"},   {"CTrPH", "CTrPH"}, {"CTPH", "CTPH"}, {"CT", "CT"},
    {"TC", "TC"},     {"TTLT", "TTLT"}, {"TTr", "TTr"},     {"TTR", "TTr"},   {"TT", "TT"},
    {"TB", "TB"},     {"HD", "HD"},     {"KHLT", "KHLT"},   {"KHPH", "KHPH"}, {"KH", "KH"},
    {"PA", "PA"},     {"ĐA", "ĐA"},     {"ÐA", "ĐA"},       {"DA", "DA"},     {"BC", "BC"},
    {"BB", "BB"},     {"HĐ", "HĐ"},     {"HÐ", "HĐ"},       {"CĐ", "CĐ"},     {"CD", "CĐ"},
    {"CÐ", "CĐ"},     {"BGN", "BGN"},   {"BTT", "BTT"},     {"GUQ", "GUQ"},   {"GM", "GM"},
    {"GGT", "GGT"},   {"GNP", "GNP"},   {"PG", "PG"},       {"PC", "PC"},     {"PB", "PB"},
    {"SY", "SY"},     {"TrS", "TrS"},   {"SL", "SL"},       {"NĐ", "NĐ"},     {"ND", "NĐ"},
    {"NÐ", "NĐ"},     {"VBHN", "VBHN"}, {"KL", "KL"},       {"PL", "PL"},     {"L", "L"},
    {"CV", "CV"},     {"TTHĐ", "TTHĐ"}, {"GP", "GP"},       {"QCPH", "QCPH"}, {"BCĐ", "BCĐ"}};

/// Parts of an issuer's symbol that lost their strokes.
constexpr SymbolType kSymbolIssuers[] = {
    {"HDND", "HĐND"},       {"HDDND", "HĐND"},  {"HÐND", "HĐND"},     {"GDDT", "GDĐT"},
    {"BGDDT", "BGDĐT"},     {"SGDDT", "SGDĐT"}, {"LDTBXH", "LĐTBXH"}, {"BLDTBXH", "BLĐTBXH"},
    {"SLDTBXH", "SLĐTBXH"}, {"BKHDT", "BKHĐT"}, {"TTG", "TTg"},       {"Ttg", "TTg"}};

constexpr TypeWord kTypeWords[] = {{"NQLT", "Nghị quyết liên tịch"},
                                   {"NQ", "Nghị quyết"},
                                   {"NĐ", "Nghị định"},
                                   {"QĐ", "Quyết định"},
                                   {"CT", "Chỉ thị"},
                                   {"QC", "Quy chế phối hợp"},
                                   {"QC", "Quy chế"},
                                   {"QyĐ", "Quy định"},
                                   {"TTLT", "Thông tư liên tịch"},
                                   {"TT", "Thông tư"},
                                   {"TC", "Thông cáo"},
                                   {"TB", "Thông báo kết luận"},
                                   {"TB", "Thông báo"},
                                   {"HD", "Hướng dẫn liên ngành"},
                                   {"HD", "Hướng dẫn"},
                                   {"CTr", "Chương trình hành động"},
                                   {"CTr", "Chương trình phối hợp"},
                                   {"CTr", "Chương trình công tác"},
                                   {"CTr", "Chương trình"},
                                   {"KH", "Kế hoạch hành động"},
                                   {"KH", "Kế hoạch phối hợp"},
                                   {"KH", "Kế hoạch liên tịch"},
                                   {"KH", "Kế hoạch liên ngành"},
                                   {"KH", "Kế hoạch"},
                                   {"PA", "Phương án"},
                                   {"ĐA", "Đề án"},
                                   {"DA", "Dự án"},
                                   {"BC", "Báo cáo"},
                                   {"BB", "Biên bản"},
                                   {"TTr", "Tờ trình"},
                                   {"HĐ", "Hợp đồng"},
                                   {"CĐ", "Công điện"},
                                   {"BGN", "Bản ghi nhớ"},
                                   {"BTT", "Bản thỏa thuận"},
                                   {"GUQ", "Giấy ủy quyền"},
                                   {"GM", "Giấy mời"},
                                   {"GGT", "Giấy giới thiệu"},
                                   {"GNP", "Giấy nghỉ phép"},
                                   {"PG", "Phiếu gửi"},
                                   {"PC", "Phiếu chuyển"},
                                   {"PB", "Phiếu báo"},
                                   {"KL", "Kết luận"},
                                   {"VBHN", "Văn bản hợp nhất"},
                                   {"PL", "Pháp lệnh"},
                                   {"L", "Bộ luật"},
                                   {"L", "Luật"},
                                   {"CV", "Công văn"},
                                   {"", "Văn bản"}};

std::string_view Mend(std::string_view part) {
  for (const SymbolType& type : kSymbolTypes) {
    if (type.printed == part) return type.mended;
  }
  return {};
}

/// Spaces and asterisks out, long dashes to hyphens, Ð to Đ.
std::string Tidy(std::string_view printed) {
  std::string out;
  for (size_t at = 0; at < printed.size();) {
    const char32_t c = DecodeUtf8(printed, at);
    if (c == ' ' || c == '*' || c == 0xA0) continue;
    if (c == 0x2013 || c == 0x2014) {
      out += '-';
    } else if (c == 0xD0) {
      out += "Đ";
    } else {
      AppendUtf8(out, c);
    }
  }
  return out;
}

/// Issuer parts between '-', '&' and '.', each mended.
std::string MendIssuer(std::string_view printed) {
  const std::string tidy = Tidy(printed);
  std::string out, part;
  auto flush = [&] {
    for (const SymbolType& issuer : kSymbolIssuers) {
      if (issuer.printed == part) part = issuer.mended;
    }
    out += part;
    part.clear();
  };
  for (char c : tidy) {
    if (c == '-' || c == '&' || c == '.') {
      flush();
      out += c;
    } else {
      part += c;
    }
  }
  flush();
  return out;
}

std::optional<int> ReadNumber(std::string_view printed) {
  int value = 0;
  bool any = false;
  for (char c : printed) {
    if (c < '0' || c > '9') continue;
    value = value * 10 + (c - '0');
    any = true;
  }
  if (!any) return std::nullopt;
  return value;
}

/// "số" (or what damage makes of it) stands directly before byte `at`.
bool AfterSo(std::string_view text, size_t at) {
  static const Pattern after{"code.after-number-word", Over::kPrinted,
                             R"((?i)(?:^|[\s(:,;])s(?:ố|6|b|é|o|ô)\.? ?:? ?\*{0,2}$)",
                             "Công văn số ", "tầng số hóa "};
  const size_t from = at > 16 ? at - 16 : 0;
  return after.Matches(text.substr(from, at - from));
}

/// A code begins and ends where a word does; "1/2-KH/TU" or "A12/KH-UBND" begins nowhere.
bool StandsAlone(std::string_view text, Span span) {
  if (!WordStarts(text, span.begin) || !WordEnds(text, span.end)) return false;
  if (span.begin > 0) {
    const char before = text[span.begin - 1];
    if (before == '/' || before == '-' || before == '.') return false;
  }
  return span.end >= text.size() || text[span.end] != '/';
}

/// ".VX" and the like belong to the symbol only in capitals: cuts "UBND.Căn" back to "UBND".
size_t IssuerEnd(std::string_view text, Span issuer) {
  size_t dot = text.substr(issuer.begin, issuer.size()).find('.');
  if (dot == std::string_view::npos) return issuer.end;
  for (size_t at = issuer.begin + dot + 1; at < issuer.end;) {
    const char32_t c = DecodeUtf8(text, at);
    if (IsLower(c)) return issuer.begin + dot;
  }
  if (!WordEnds(text, issuer.end)) return issuer.begin + dot;
  return issuer.end;
}

DocumentCode Make(std::string_view text, Span span, CodeScheme scheme, std::string_view number,
                  std::string_view type, std::string_view issuer) {
  DocumentCode code;
  code.span = span;
  code.scheme = scheme;
  code.number = ReadNumber(number);
  code.type = Mend(type);
  code.issuer = MendIssuer(issuer);
  const std::string shown = Tidy(number);
  const std::string_view symbol = code.type.empty() ? type : std::string_view(code.type);
  if (scheme == CodeScheme::kParty) {
    code.code = shown + "-" + std::string(symbol) + "/" + code.issuer;
  } else {
    code.code = shown + "/" + Tidy(symbol) + "-" + code.issuer;
  }
  const size_t slash = code.code.find('/');
  code.notation = code.code.substr(slash + 1);
  (void)text;
  return code;
}

std::vector<DocumentCode> Scan(std::string_view text, bool misread);

/// Codes whose number holds a letter that stands for a digit, read as that digit.
void CollectMisread(std::string_view text, std::vector<DocumentCode>& out) {
  for (const Match& match : kMisread.FindAll(text)) {
    const std::string_view number = match.Text(text, 1);
    const bool digit = number.find_first_of("0123456789") != std::string_view::npos;
    if (!digit) continue;
    std::string mended(text.substr(match.begin(), match.group(1).begin - match.begin()));
    bool misread = false;
    for (size_t at = 0; at < number.size();) {
      const char32_t c = DecodeUtf8(number, at);
      const bool one = c == 'I' || c == 'l' || c == '|' || c == '!';
      misread |= !IsDigit(c);
      AppendUtf8(mended, IsDigit(c) ? c : one ? U'1' : U'0');
    }
    if (!misread) continue;
    mended += text.substr(match.group(1).end, match.end() - match.group(1).end);
    for (DocumentCode code : Scan(mended, false)) {
      code.span = {match.group(1).begin, match.end()};
      code.confidence = 0.6;
      if (WordEnds(text, code.span.end)) out.push_back(std::move(code));
    }
  }
}

bool IsFree(const std::vector<DocumentCode>& codes, const Span& span) {
  return std::ranges::none_of(codes, [&](const DocumentCode& code) {
    return span.begin < code.span.end && code.span.begin < span.end;
  });
}

/// What the schemes do not know, as it is printed; its number only where that is a whole one.
void CollectLoose(std::string_view text, std::vector<DocumentCode>& out) {
  for (const Pattern* pattern : {&kLooseCode, &kBareNumber}) {
    for (const Match& match : pattern->FindAll(text)) {
      const Span span = TrimSpan(text, match.group(1), ".:");
      const std::string code = Tidy(text.substr(span.begin, span.size()));
      const bool lettered =
          std::ranges::any_of(ToUtf32(code), [](char32_t c) { return IsLetter(c); });
      if (!IsFree(out, span) || (pattern == &kLooseCode && !lettered)) continue;
      DocumentCode loose;
      loose.span = span;
      loose.scheme = CodeScheme::kLoose;
      const std::string head = code.substr(0, code.find_first_of("/-"));
      if (head.find_first_not_of("0123456789") == std::string::npos)
        loose.number = ReadNumber(head);
      loose.code = code;
      loose.notation = code.substr(code.find('/') + 1);
      loose.confidence = 0.7;
      out.push_back(std::move(loose));
    }
  }
}

void Collect(std::string_view text, bool misread, std::vector<DocumentCode>& out) {
  if (misread) CollectMisread(text, out);
  auto free = [&](const Span& span) { return IsFree(out, span); };
  for (const Match& match : kRule.FindAll(text)) {
    Span span{match.begin(), IssuerEnd(text, match.group(4))};
    if (!StandsAlone(text, span) || !free(span) || Mend(match.Text(text, 3)).empty()) continue;
    const std::string_view issuer =
        text.substr(match.group(4).begin, span.end - match.group(4).begin);
    DocumentCode code =
        Make(text, span, CodeScheme::kRule, match.Text(text, 1), match.Text(text, 3), issuer);
    const bool slash =
        text.substr(match.group(3).end, match.group(4).begin - match.group(3).end).find('/') !=
        std::string_view::npos;
    const std::string year(match.Text(text, 2));
    code.year = ReadNumber(year);
    code.notation = year + "/" + code.type + (slash ? "/" : "-") + code.issuer;
    code.code = Tidy(match.Text(text, 1)) + "/" + code.notation;
    out.push_back(std::move(code));
  }
  for (const Match& match : kAssembly.FindAll(text)) {
    const Span span = match.group(0);
    if (!StandsAlone(text, span) || !free(span)) continue;
    DocumentCode code;
    code.span = span;
    code.scheme = CodeScheme::kAssembly;
    code.number = ReadNumber(match.Text(text, 1));
    code.year = ReadNumber(match.Text(text, 2));
    code.code = Tidy(match.Text(text, 0));
    code.notation = code.code.substr(code.code.find('/') + 1);
    code.issuer = match.Text(text, 3);
    out.push_back(std::move(code));
  }
  for (const Match& match : kParty.FindAll(text)) {
    const Span span{match.begin(), IssuerEnd(text, match.group(3))};
    if (!StandsAlone(text, span) || !free(span) || Mend(match.Text(text, 2)).empty()) continue;
    out.push_back(Make(text, span, CodeScheme::kParty, match.Text(text, 1), match.Text(text, 2),
                       text.substr(match.group(3).begin, span.end - match.group(3).begin)));
  }
  for (const Match& match : kState.FindAll(text)) {
    const Span span{match.begin(), IssuerEnd(text, match.group(3))};
    if (!StandsAlone(text, span) || !free(span)) continue;
    const bool known = !Mend(match.Text(text, 2)).empty();
    if (!known && !AfterSo(text, span.begin)) continue;
    DocumentCode code = Make(text, span, known ? CodeScheme::kState : CodeScheme::kLetter,
                             match.Text(text, 1), match.Text(text, 2),
                             text.substr(match.group(3).begin, span.end - match.group(3).begin));
    if (!known) {
      code.issuer = MendIssuer(match.Text(text, 2));
      code.code = Tidy(text.substr(span.begin, span.size()));
      code.notation = code.code.substr(code.code.find('/') + 1);
      code.confidence = 0.9;
    }
    out.push_back(std::move(code));
  }
  for (const Match& match : kBlank.FindAll(text)) {
    const Span span{match.group(1).begin, IssuerEnd(text, match.group(3))};
    if (!WordEnds(text, span.end) || !free(span)) continue;
    DocumentCode code = Make(text, span, CodeScheme::kState, "", match.Text(text, 2),
                             text.substr(match.group(3).begin, span.end - match.group(3).begin));
    code.confidence = 0.9;
    out.push_back(std::move(code));
  }
  CollectLoose(text, out);
  std::sort(out.begin(), out.end(), [](const DocumentCode& a, const DocumentCode& b) {
    return a.span.begin < b.span.begin;
  });
}

std::vector<DocumentCode> Scan(std::string_view text, bool misread) {
  std::vector<DocumentCode> out;
  if (text.find('/') != std::string_view::npos) Collect(text, misread, out);
  return out;
}

}  // namespace

std::vector<DocumentCode> FindCodes(std::string_view text) {
  return Scan(text, true);
}

std::optional<DocumentCode> ParseCode(std::string_view text) {
  const std::string said = "số " + std::string(Trim(text));
  const size_t shift = said.size() - Trim(text).size();
  for (DocumentCode& code : FindCodes(said)) {
    if (code.span.begin < shift ||
        TrimSpan(said, {shift, said.size()}, "*").begin + 2 < code.span.begin) {
      continue;
    }
    code.span.begin -= shift;
    code.span.end -= shift;
    return code;
  }
  return std::nullopt;
}

const std::vector<TypeWord>& TypeWords() {
  static const std::vector<TypeWord> words(std::begin(kTypeWords), std::end(kTypeWords));
  return words;
}

const TypeWord* TypeWordAt(std::string_view folded, size_t at) {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const TypeWord& type : kTypeWords) out.push_back(Fold(type.words));
    return out;
  }();
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string& name = names[i];
    if (folded.compare(at, name.size(), name) != 0) continue;
    if (!WordStarts(folded, at) || !WordEnds(folded, at + name.size())) continue;
    return &TypeWords()[i];
  }
  return nullptr;
}

}  // namespace planrec::extract
