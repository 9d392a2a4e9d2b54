// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a worker gives up before it sees the first byte from outside. From then on, also with a
// library taken over by a hostile file, the process can only compute, read some folders, and answer
// over the descriptors that it has:
//
//   no_new_privs   no program gains rights (prctl(2))
//   namespaces     user, network, IPC and UTS of its own where the machine gives them
//                  (namespaces(7)); not counted as refused where it does not
//   capabilities   none, nor any to be gained (capabilities(7)): also where root runs the program
//   Landlock       files can be read below the folders named, and nowhere else (landlock(7))
//   seccomp        only the system calls of a list, the rest fails with EPERM: no sockets, no
//                  opening for writing, no new processes or programs, no tracing, no signals to
//                  others, no executable memory (seccomp(2), by libseccomp)
//
//   const Confinement confinement = Confine({{"/usr/share/fonts"}});
//
// Each layer holds without the others; what the kernel refuses is named and the rest is applied.
// A process that has seen nothing yet may still make copies of itself; Seal() ends that.
//
// There is no way back. Limits on memory, time, file size and descriptors are set by whoever starts
// the process (worker_process.h). Call it once, while the process has one thread.
#pragma once

#include <string>
#include <vector>

namespace planrec::batch {

struct ConfineOptions {
  std::vector<std::string> readable;  ///< files and folders beside those of the system
  /// Not empty: for LibreOffice, which may also write below this folder, start threads and load
  /// libraries, but needs Landlock for it (convert_office.h).
  std::string workshop = {};
};

struct Confinement {
  std::vector<std::string> holds;    ///< "no_new_privs", "capabilities", "Landlock 3", "seccomp"
  std::vector<std::string> refused;  ///< "Landlock (Function not implemented)"
};

Confinement Confine(const ConfineOptions& options);

/// Before the first byte from outside: takes back the calls that Confine() leaves to a process that
/// copies itself (spawn_desk.h). False where the machine refuses; where it refused seccomp to
/// Confine() there is nothing to take back.
bool Seal();

/// "no_new_privs, capabilities, Landlock 3, seccomp"; "none" where nothing holds.
std::string Holds(const Confinement& confinement);

}  // namespace planrec::batch
