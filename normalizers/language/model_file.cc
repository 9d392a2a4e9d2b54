// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/language/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace planrec::normalize {
namespace {

constexpr size_t kHeaderSize = 32;
constexpr size_t kChecksumAt = 24;
constexpr size_t kEntrySize = 24;
constexpr uint32_t kMaxSections = 64;

uint32_t ReadU32(std::string_view bytes, size_t at) {
  uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

uint64_t ReadU64(std::string_view bytes, size_t at) {
  uint64_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

void AppendU32(std::string& out, uint32_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void AppendU64(std::string& out, uint64_t value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

Error Damaged(const std::string& what) {
  return Error{ErrorType::kModelMissing,
               "the repair model is damaged (" + what + "): install it again or train it anew"};
}

}  // namespace

uint64_t ModelChecksum(std::string_view bytes) {
  uint64_t sum = 0xcbf29ce484222325ULL;
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    sum = (sum ^ ReadU64(bytes, at)) * 0x9E3779B97F4A7C15ULL;
    sum ^= sum >> 32;
  }
  for (; at < bytes.size(); ++at) {
    sum = (sum ^ static_cast<unsigned char>(bytes[at])) * 0x100000001B3ULL;
  }
  return sum;
}

uint64_t ModelFileChecksum(std::string_view bytes) {
  return ModelChecksum(bytes.substr(0, kChecksumAt)) ^ ModelChecksum(bytes.substr(kHeaderSize)) * 3;
}

Result<std::shared_ptr<const ModelFile>> ModelFile::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (fd < 0 || fstat(fd, &status) != 0 || status.st_size < 0) {
    if (fd >= 0) close(fd);
    return Error{ErrorType::kModelMissing,
                 "no repair model at " + path + ": install it again, or use --no-repair"};
  }
  const size_t size = static_cast<size_t>(status.st_size);
  std::shared_ptr<ModelFile> file(new ModelFile);
  if (size > 0) {
    void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (mapping != MAP_FAILED) {
      file->mapping_ = mapping;
      file->bytes_ = {static_cast<const char*>(mapping), size};
    }
  }
  close(fd);
  if (Status checked = file->Check(); !checked) return checked.error();
  return std::shared_ptr<const ModelFile>(std::move(file));
}

Result<std::shared_ptr<const ModelFile>> ModelFile::View(std::string_view bytes) {
  std::shared_ptr<ModelFile> file(new ModelFile);
  file->bytes_ = bytes;
  if (Status checked = file->Check(); !checked) return checked.error();
  return std::shared_ptr<const ModelFile>(std::move(file));
}

ModelFile::~ModelFile() {
  if (mapping_ != nullptr) munmap(mapping_, bytes_.size());
}

Status ModelFile::Check() {
  if (bytes_.size() < kHeaderSize || bytes_.substr(0, kModelMagic.size()) != kModelMagic) {
    return Damaged("no model header");
  }
  if (ReadU32(bytes_, 8) != kModelVersion) {
    return Error{ErrorType::kModelMissing,
                 "the repair model has version " + std::to_string(ReadU32(bytes_, 8)) +
                     ", this program reads version " + std::to_string(kModelVersion) +
                     ": install the model that came with it"};
  }
  const uint32_t count = ReadU32(bytes_, 12);
  if (ReadU64(bytes_, 16) != bytes_.size()) return Damaged("another size than written");
  checksum_ = ReadU64(bytes_, kChecksumAt);
  if (count > kMaxSections || kHeaderSize + count * kEntrySize > bytes_.size()) {
    return Damaged("section table");
  }
  if (ModelFileChecksum(bytes_) != checksum_) return Damaged("checksum");
  for (uint32_t i = 0; i < count; ++i) {
    const size_t entry = kHeaderSize + i * kEntrySize;
    std::string tag(bytes_.substr(entry, 8));
    tag.resize(std::strlen(tag.c_str()));
    const uint64_t offset = ReadU64(bytes_, entry + 8), size = ReadU64(bytes_, entry + 16);
    if (offset > bytes_.size() || size > bytes_.size() - offset || offset % 8 != 0) {
      return Damaged("section " + tag);
    }
    sections_.emplace_back(std::move(tag), bytes_.substr(offset, size));
  }
  return Done{};
}

std::string_view ModelFile::Section(std::string_view tag) const {
  for (const auto& [name, body] : sections_) {
    if (name == tag) return body;
  }
  return {};
}

std::string BuildModelFile(const std::vector<std::pair<std::string, std::string>>& sections) {
  std::string rest(sections.size() * kEntrySize, '\0');
  std::string table;
  for (const auto& [tag, body] : sections) {
    rest.resize((kHeaderSize + rest.size() + 7) / 8 * 8 - kHeaderSize, '\0');
    std::string entry = tag.substr(0, 8);
    entry.resize(8, '\0');
    AppendU64(entry, kHeaderSize + rest.size());
    AppendU64(entry, body.size());
    table += entry;
    rest += body;
  }
  rest.replace(0, table.size(), table);
  std::string out(kModelMagic);
  AppendU32(out, kModelVersion);
  AppendU32(out, static_cast<uint32_t>(sections.size()));
  AppendU64(out, kHeaderSize + rest.size());
  AppendU64(out, 0);
  out += rest;
  std::string checksum;
  AppendU64(checksum, ModelFileChecksum(out));
  return out.replace(kChecksumAt, checksum.size(), checksum);
}

}  // namespace planrec::normalize
