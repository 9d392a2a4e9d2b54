// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGINT and SIGTERM as a descriptor that becomes readable, so that everything that waits can wait
// for them too. While a StopSignal lives, the two signals are its; a second one ends the process
// at once. One at a time in a process.
#pragma once

#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Readable once stopped. Not to be read.
  int fd() const { return event_.get(); }
  bool stopped() const;
  /// Waits until stopped or until `other` is readable; true where stopped. Keeps the clock
  /// (clock.h) meanwhile.
  bool WaitOr(int other) const;
  /// SIGINT or SIGTERM where one came, else 0.
  int signal_number() const;
  /// Stops without a signal: the run can't go on.
  void Trigger();

 private:
  FileDescriptor event_;
};

}  // namespace planrec::batch
