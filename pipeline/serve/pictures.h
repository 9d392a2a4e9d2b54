// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of pages, drawn by confined worker processes (pipeline/batch/worker.h): no byte of an
// original is looked at here. What was drawn last is kept.
//
//   Pictures pictures(settings, originals);
//   Result<Picture> jpeg = pictures.Get({path, sha256, {.page = 2, .width_px = 1200}});
//
// Thread safe; Get waits. A worker that is lost costs its picture after one more try in a fresh
// one. Failures: Originals::Open's, WorkerProcess::Open's and Draw's, kTooLarge where too many
// wait.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/acquire/page_picture.h"
#include "pipeline/batch/original_process.h"
#include "pipeline/batch/worker_process.h"
#include "pipeline/serve/originals.h"

namespace planrec::serve {

struct PictureOf {
  std::string path, sha256;
  acquire::PictureRequest request;
  std::string converted_sha256 = {};  ///< of an office document: of its PDF, which is drawn
};

using Picture = std::shared_ptr<const std::string>;

class Pictures {
 public:
  Pictures(const batch::WorkerSettings& settings, Originals& originals, int workers = 2);
  ~Pictures();
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  Result<Picture> Get(const PictureOf& wanted);

 private:
  struct Job {
    PictureOf wanted;
    std::string key;
    std::promise<Result<Picture>> answer;
  };
  /// What a thread has open.
  struct Desk {
    Desk(const batch::WorkerSettings& settings, const std::string& folder)
        : original(settings), unpacker(settings, {}, folder) {}
    batch::OriginalProcess original;
    batch::Unpacker unpacker;
    std::unique_ptr<batch::WorkerProcess> worker;  ///< for the document that is open, alone
    std::string open;                              ///< digest of the document
  };

  void Work();
  std::unique_ptr<Job> Take(const std::string& open);
  Result<Picture> Draw(Desk& desk, const PictureOf& wanted);
  Result<std::string> DrawOnce(Desk& desk, const PictureOf& wanted, bool fresh);
  Picture Kept(const std::string& key);
  void Keep(const std::string& key, const Picture& picture);

  batch::WorkerSettings settings_;
  Originals& originals_;
  FileDescriptor stop_fd_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<std::unique_ptr<Job>> jobs_;
  bool stop_ = false;
  std::list<std::pair<std::string, Picture>> kept_;  ///< the last used first
  std::unordered_map<std::string, std::list<std::pair<std::string, Picture>>::iterator> by_key_;
  size_t kept_bytes_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace planrec::serve
