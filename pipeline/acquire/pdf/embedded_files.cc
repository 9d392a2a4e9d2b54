// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/embedded_files.h"

#include <Annot.h>
#include <Catalog.h>
#include <FileSpec.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <UTF.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

constexpr int kMostFiles = 100'000;
constexpr int kMostPages = 10'000;  // that are looked at for paper clips

std::string NameOf(const FileSpec& file, size_t number) {
  std::string name;
  if (const GooString* said = file.getFileName()) {
    Unicode* letters = nullptr;
    const int length = TextStringToUCS4(said->toStr(), &letters);
    for (int k = 0; k < length; ++k) AppendUtf8(name, letters[k]);
    gfree(letters);
  }
  return name.empty() ? std::to_string(number) : name;
}

/// The object of the file's bytes, by which the same file named twice is told.
Ref BytesOf(const Object& spec) {
  if (!spec.isDict()) return Ref::INVALID();
  const Object embedded = spec.dictLookup("EF");
  if (!embedded.isDict()) return Ref::INVALID();
  for (const char* key : {"UF", "F"}) {
    const Object& bytes = embedded.dictLookupNF(key);
    if (bytes.isRef()) return bytes.getRef();
  }
  return Ref::INVALID();
}

}  // namespace

EmbeddedFiles::EmbeddedFiles(PDFDoc& document) {
  Catalog* catalog = document.getCatalog();
  if (catalog == nullptr) return;
  const int count = std::min(catalog->numEmbeddedFiles(), kMostFiles);
  for (int i = 0; i < count; ++i) Add(catalog->embeddedFile(i));
  std::set<std::pair<int, int>> seen;
  for (int number = 1; number <= std::min(document.getNumPages(), kMostPages); ++number) {
    ::Page* page = document.getPage(number);
    if (page == nullptr || !page->getAnnotsObject().isArray()) continue;
    const Object clips = page->getAnnotsObject();
    for (int i = 0; i < clips.arrayGetLength(); ++i) {
      const Object clip = clips.arrayGet(i);
      if (!clip.isDict() || !clip.dictLookup("Subtype").isName("FileAttachment")) continue;
      const Object spec = clip.dictLookup("FS");
      auto file = std::make_unique<FileSpec>(&spec);
      const Ref bytes = BytesOf(spec);
      if (bytes != Ref::INVALID() && !seen.insert({bytes.num, bytes.gen}).second) continue;
      Add(std::move(file));
      if (files_.size() >= static_cast<size_t>(kMostFiles)) return;
    }
  }
}

EmbeddedFiles::~EmbeddedFiles() = default;

void EmbeddedFiles::Add(std::unique_ptr<FileSpec> file) {
  if (!file || !file->isOk()) return;
  names_.push_back(NameOf(*file, names_.size() + 1));
  files_.push_back(std::move(file));
}

Status EmbeddedFiles::Read(size_t index, const std::function<Status(std::string_view)>& sink) {
  const Error missing{ErrorType::kCorrupt,
                      "the attached file's bytes can't be read; get an undamaged copy"};
  if (index >= files_.size()) return missing;
  EmbFile* file = files_[index]->getEmbeddedFile();
  Stream* stream = file != nullptr ? file->stream() : nullptr;
  if (stream == nullptr) return missing;
  stream->reset();
  std::array<unsigned char, size_t{256} << 10> piece;
  Status taken = Done{};
  for (;;) {
    const int got = stream->doGetChars(static_cast<int>(piece.size()), piece.data());
    if (got <= 0) break;
    taken = sink({reinterpret_cast<const char*>(piece.data()), static_cast<size_t>(got)});
    if (!taken) break;
  }
  stream->close();
  return taken;
}

}  // namespace planrec::acquire
