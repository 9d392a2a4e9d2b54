// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/tiff_file.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace planrec::acquire {
namespace {

template <typename File>
tmsize_t Read(thandle_t handle, void* to, tmsize_t count) {
  auto* file = static_cast<File*>(handle);
  if (count < 0 || file->at >= file->bytes.size()) return 0;
  const size_t most = std::min(static_cast<size_t>(count), file->bytes.size() - file->at);
  std::memcpy(to, file->bytes.data() + file->at, most);
  file->at += most;
  return static_cast<tmsize_t>(most);
}

template <typename File>
toff_t Seek(thandle_t handle, toff_t offset, int whence) {
  auto* file = static_cast<File*>(handle);
  if (whence == SEEK_CUR) offset += file->at;
  if (whence == SEEK_END) offset += file->bytes.size();
  file->at = offset;
  return offset;
}

template <typename File>
toff_t Size(thandle_t handle) {
  return static_cast<File*>(handle)->bytes.size();
}

tmsize_t WriteNothing(thandle_t, void*, tmsize_t) {
  return 0;
}

tmsize_t Write(thandle_t handle, void* from, tmsize_t count) {
  auto* output = static_cast<TiffOutput*>(handle);
  if (count < 0) return -1;
  const size_t end = output->at + static_cast<size_t>(count);
  if (end > output->bytes.size()) output->bytes.resize(end);
  std::memcpy(output->bytes.data() + output->at, from, static_cast<size_t>(count));
  output->at = end;
  return count;
}

int Close(thandle_t) {
  return 0;
}

// No copy of a strip's bytes is made then.
int Map(thandle_t handle, void** base, toff_t* size) {
  auto* input = static_cast<TiffInput*>(handle);
  *base = const_cast<char*>(input->bytes.data());  // libtiff only reads what is mapped
  *size = input->bytes.size();
  return 1;
}

void Unmap(thandle_t, void*, toff_t) {}

}  // namespace

TiffFile OpenTiff(TiffInput& input, int directory) {
  TiffFile tiff(TIFFClientOpen("image", "r", &input, Read<TiffInput>, WriteNothing, Seek<TiffInput>,
                               Close, Size<TiffInput>, Map, Unmap));
  if (tiff && directory > 0 && TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(directory)) == 0)
    tiff.reset();
  return tiff;
}

TiffFile NewTiff(TiffOutput& output) {
  return TiffFile(TIFFClientOpen("image", "wm", &output, Read<TiffOutput>, Write, Seek<TiffOutput>,
                                 Close, Size<TiffOutput>, nullptr, nullptr));
}

}  // namespace planrec::acquire
