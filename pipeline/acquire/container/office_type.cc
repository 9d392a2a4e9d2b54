// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/container/office_type.h"

#include <algorithm>
#include <vector>

#include "pipeline/acquire/container/archive.h"

namespace planrec::acquire {
namespace {

using namespace std::string_view_literals;

constexpr size_t kMostEntries = 10'000;  // of a package; Word writes some dozens
constexpr size_t kLongestManifest = size_t{1} << 20;
constexpr size_t kLongestPart = size_t{4} << 20;  // of a part that is searched for fonts

Error Locked() {
  return {ErrorType::kEncrypted, "the document is locked by a password; save a copy without it"};
}

Error Other(const char* what) {
  return {ErrorType::kUnsupportedType,
          std::string("the file is ") + what + "; save the document as PDF"};
}

// ---- ZIP packages ---------------------------------------------------------------------------

/// Office Open XML: the folder of the main part says which program's it is.
std::optional<Result<std::string>> TellOpenXml(const std::vector<ArchiveEntry>& entries) {
  const auto any = [&](std::string_view start) {
    return std::ranges::any_of(
        entries, [&](const ArchiveEntry& entry) { return entry.name.starts_with(start); });
  };
  if (!any("[Content_Types].xml")) return std::nullopt;
  if (any("word/")) return Result<std::string>(std::string(kDocx));
  if (any("xl/")) return Other("an Excel workbook");
  if (any("ppt/")) return Other("a PowerPoint presentation");
  return std::nullopt;
}

std::optional<Result<std::string>> TellOpenDocument(std::string_view bytes) {
  const std::optional<std::string> type = ReadEntry(bytes, "mimetype", 100);
  constexpr std::string_view kAny = "application/vnd.oasis.opendocument."sv;
  if (!type || !type->starts_with(kAny)) return std::nullopt;
  if (!type->starts_with(kOdt)) return Other("an OpenDocument table, drawing or presentation");
  const std::optional<std::string> manifest =
      ReadEntry(bytes, "META-INF/manifest.xml", kLongestManifest);
  if (manifest && manifest->find("encryption-data") != std::string::npos) return Locked();
  return Result<std::string>(std::string(kOdt));
}

// ---- OLE compound files ([MS-CFB], [MS-DOC]) -------------------------------------------------

uint32_t Number(std::string_view bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size && at < bytes.size() && i < bytes.size() - at; ++i) {
    value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

constexpr size_t kEntrySize = 128, kOleHeader = 512;
constexpr size_t kAtSectorShift = 30, kAtStartSector = 116, kAtFlags = 10;
constexpr uint32_t kEncryptedFlag = 0x0100;  // of a Word file's head (FibBase.fEncrypted)
constexpr uint32_t kWordSign = 0xA5EC;       // FibBase.wIdent

/// Where the directory entry of a stream stands; nullopt where there is none. Entries lie at
/// multiples of their size.
std::optional<size_t> FindStream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  wide.append(2, '\0');
  for (size_t at = kOleHeader; at < bytes.size(); at += kEntrySize) {
    if (bytes.substr(at, wide.size()) == wide) return at;
  }
  return std::nullopt;
}

std::optional<Result<std::string>> TellOle(std::string_view bytes) {
  if (FindStream(bytes, "EncryptedPackage")) return Locked();
  const std::optional<size_t> entry = FindStream(bytes, "WordDocument");
  if (!entry) {
    if (FindStream(bytes, "Workbook") || FindStream(bytes, "Book"))
      return Other("an Excel workbook");
    if (FindStream(bytes, "PowerPoint Document")) return Other("a PowerPoint presentation");
    return std::nullopt;
  }
  const uint32_t shift = Number(bytes, kAtSectorShift, 2);
  if (shift < 7 || shift > 20) {
    return Error{ErrorType::kCorrupt, "the document's head is damaged; get an undamaged copy"};
  }
  const uint64_t head = (uint64_t{Number(bytes, *entry + kAtStartSector, 4)} + 1) << shift;
  if (head < bytes.size() && Number(bytes, head, 2) == kWordSign &&
      (Number(bytes, head + kAtFlags, 2) & kEncryptedFlag) != 0) {
    return Locked();
  }
  return Result<std::string>(std::string(kDoc));
}

/// ".Vn" as 8-bit and as UTF-16 text.
bool HasOldFont(std::string_view text) {
  return text.find(".Vn"sv) != std::string_view::npos ||
         text.find(".\0V\0n\0"sv) != std::string_view::npos;
}

}  // namespace

bool IsOfficeType(std::string_view media_type) {
  return media_type == kDocx || media_type == kOdt || media_type == kDoc || media_type == kRtf;
}

std::optional<Result<std::string>> TellOffice(std::string_view bytes) {
  if (bytes.starts_with("{\\rtf")) return Result<std::string>(std::string(kRtf));
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return TellOle(bytes);
  if (!bytes.starts_with("PK\x03\x04")) return std::nullopt;
  if (std::optional<Result<std::string>> type = TellOpenXml(ListArchive(bytes, kMostEntries))) {
    return type;
  }
  return TellOpenDocument(bytes);
}

bool NamesOldFont(std::string_view bytes) {
  if (HasOldFont(bytes)) return true;
  if (!bytes.starts_with("PK")) return false;
  for (const std::string_view part : {"word/fontTable.xml"sv, "word/styles.xml"sv,
                                      "word/document.xml"sv, "styles.xml"sv, "content.xml"sv}) {
    const std::optional<std::string> text = ReadEntry(bytes, part, kLongestPart);
    if (text && HasOldFont(*text)) return true;
  }
  return false;
}

}  // namespace planrec::acquire
