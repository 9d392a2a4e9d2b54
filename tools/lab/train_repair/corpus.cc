// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/corpus.h"

#include <zstd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <unordered_set>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/core/utf8.h"

namespace planrec::train {
namespace {

uint64_t HashLine(std::string_view line) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return hash ^ (hash >> 32);
}

/// Feeds a file's bytes, decompressed where its first bytes are zstd's, to `use`.
bool ReadBytes(const std::string& path, const std::function<void(std::string_view)>& use) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) return false;
  std::string in(1 << 20, '\0'), out(ZSTD_DStreamOutSize(), '\0');
  const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(),
                                                                        ZSTD_freeDStream);
  bool first = true, compressed = false;
  while (const size_t got = std::fread(in.data(), 1, in.size(), file.get())) {
    if (first) {
      compressed = got >= 4 && std::string_view(in).substr(0, 4) == "\x28\xB5\x2F\xFD";
      first = false;
    }
    if (!compressed) {
      use({in.data(), got});
      continue;
    }
    ZSTD_inBuffer source{in.data(), got, 0};
    while (source.pos < source.size) {
      ZSTD_outBuffer target{out.data(), out.size(), 0};
      if (ZSTD_isError(ZSTD_decompressStream(stream.get(), &target, &source)) != 0) return false;
      use({out.data(), target.pos});
    }
  }
  return true;
}

/// "xa<TAB>Xã A<TAB>Huyện B" → "Xã A, Huyện B": the first column of a list is a class or a code.
std::string JoinedColumns(std::string_view row) {
  std::string out;
  for (size_t tab = row.find('\t'); tab != std::string_view::npos; tab = row.find('\t', tab + 1)) {
    const std::string_view cell = row.substr(tab + 1, row.find('\t', tab + 1) - tab - 1);
    if (cell.empty()) continue;
    out += (out.empty() ? "" : ", ") + std::string(cell);
  }
  return out;
}

}  // namespace

bool ReadCorpus(const std::vector<CorpusFile>& files, uint32_t hold_out,
                const std::function<void(std::string_view, int, bool)>& use) {
  std::unordered_set<uint64_t> seen;
  for (const CorpusFile& file : files) {
    std::string rest;
    const bool table = file.path.size() > 4 && file.path.substr(file.path.size() - 4) == ".tsv";
    const auto take = [&](std::string_view raw) {
      const std::string line =
          FoldSpaces(normalize::NormalizeText(table ? JoinedColumns(raw) : std::string(raw)));
      if (std::count(line.begin(), line.end(), ' ') < 2) return;
      const uint64_t hash = HashLine(line);
      if (!seen.insert(hash).second) return;
      use(line, file.weight, hold_out != 0 && (hash >> 20) % hold_out == 0);
    };
    const bool read = ReadBytes(file.path, [&](std::string_view bytes) {
      rest.append(bytes);
      size_t begin = 0;
      for (size_t end; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
        take(std::string_view(rest).substr(begin, end - begin));
      }
      rest.erase(0, begin);
    });
    if (!read) {
      std::fprintf(stderr, "train-repair: can't read %s\n", file.path.c_str());
      return false;
    }
    take(rest);
  }
  return true;
}

}  // namespace planrec::train
