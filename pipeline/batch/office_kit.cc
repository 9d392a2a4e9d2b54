// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/office_kit.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <mutex>

#include "pipeline/files/atomic_file.h"
#include "pipeline/files/read_files.h"

namespace planrec::batch {
namespace {

constexpr const char* kProgramFolder = "/usr/lib/libreoffice/program";
constexpr const char* kLibrary = "/usr/lib/libreoffice/program/libmergedlo.so";
constexpr const char* kWriter = "/usr/lib/libreoffice/program/libswlo.so";

// ---- LibreOfficeKit's C interface (LibreOfficeKit.h): tables of functions that only grow at their
// end. Entries that are not called are left without a type.

struct KitDocument;
struct Kit;
using Unused = void*;

struct KitTable {
  size_t size;
  Unused destroy, load;
  char* (*error)(Kit*);
  KitDocument* (*load_with_options)(Kit*, const char* url, const char* options);
  Unused free_error, callback, filters, features, password;
  char* (*version)(Kit*);
};
struct Kit {
  KitTable* call;
};

using KitCallback = void (*)(int type, const char* payload, void* data);
struct DocumentTable {
  size_t size;
  Unused destroy;
  int (*save_as)(KitDocument*, const char* url, const char* format, const char* options);
  Unused type, parts[9], render;  // up to initializeForRendering
  void (*set_callback)(KitDocument*, KitCallback, void* data);
  Unused key, mouse;
  void (*post_command)(KitDocument*, const char* command, const char* arguments, bool notify);
  Unused selection[5];  // up to resetSelection
  char* (*command_values)(KitDocument*, const char* command);
};
static_assert(offsetof(DocumentTable, set_callback) == sizeof(size_t) + 13 * sizeof(void*));
static_assert(offsetof(DocumentTable, post_command) == sizeof(size_t) + 16 * sizeof(void*));
static_assert(offsetof(DocumentTable, command_values) == sizeof(size_t) + 22 * sizeof(void*));
struct KitDocument {
  DocumentTable* call;
};

constexpr int kCommandResult = 16;  // LOK_CALLBACK_UNO_COMMAND_RESULT
// A command that comes before LibreOffice's window is ready is lost without an answer; of the
// others the answer comes at once. Those that are given here may be given twice.
constexpr std::chrono::milliseconds kAnswerWithin{500};
constexpr int kMostTries = 60;

/// Text that LibreOffice gives away.
std::string TakeText(char* text) {
  const std::string copy = text != nullptr ? text : "";
  std::free(text);
  return copy;
}

/// The value of a key in LibreOffice's JSON of version numbers; digits and dots only.
std::string VersionPart(const std::string& json, const std::string& key) {
  size_t at = json.find("\"" + key + "\"");
  if (at == std::string::npos) return "";
  at = json.find('"', json.find(':', at));
  if (at == std::string::npos) return "";
  const size_t end = json.find_first_not_of("0123456789.", at + 1);
  return json.substr(at + 1, std::min(end, at + 20) - at - 1);
}

/// Commands of a document, each given until it is done: LibreOffice does them on a thread of its
/// own.
class Commands {
 public:
  explicit Commands(KitDocument* document) : document_(document) {
    document_->call->set_callback(document_, &Commands::Tell, this);
  }

  /// False where it was not done in time.
  bool Do(const char* command, const char* arguments) {
    for (int tries = 0; tries < kMostTries; ++tries) {
      document_->call->post_command(document_, command, arguments, true);
      std::unique_lock lock(mutex_);
      if (told_.wait_for(lock, kAnswerWithin, [this] { return done_; })) {
        done_ = false;
        return true;
      }
    }
    return false;
  }

 private:
  static void Tell(int type, const char*, void* data) {
    if (type != kCommandResult) return;
    auto* self = static_cast<Commands*>(data);
    const std::lock_guard lock(self->mutex_);
    self->done_ = true;
    self->told_.notify_all();
  }

  KitDocument* document_;
  std::mutex mutex_;
  std::condition_variable told_;
  bool done_ = false;
};

int CountTracked(KitDocument* document) {
  const std::string list =
      TakeText(document->call->command_values(document, ".uno:AcceptTrackedChanges"));
  int count = 0;
  for (size_t at = list.find("\"index\""); at != std::string::npos;
       at = list.find("\"index\"", at + 1))
    ++count;
  return count;
}

// A soft hyphen is drawn only where a line ends; in TCVN3 its code is the letter ư. As a hyphen
// that keeps its line it is drawn, and read as ư (legacy_encodings.h).
constexpr const char* kShowSoftHyphens =
    "{\"SearchItem.SearchString\":{\"type\":\"string\",\"value\":\"\u00AD\"},"
    "\"SearchItem.ReplaceString\":{\"type\":\"string\",\"value\":\"\u2212\"},"
    "\"SearchItem.Command\":{\"type\":\"long\",\"value\":\"3\"},"
    "\"SearchItem.SearchStartPointX\":{\"type\":\"long\",\"value\":\"0\"},"
    "\"SearchItem.SearchStartPointY\":{\"type\":\"long\",\"value\":\"0\"}}";

// Fields of a form are text.
constexpr const char* kPdfOptions =
    "{\"ExportFormFields\":{\"type\":\"boolean\",\"value\":\"false\"},"
    "\"ExportNotes\":{\"type\":\"boolean\",\"value\":\"false\"},"
    "\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"false\"}}";

// No macros, no links, no copies.
constexpr std::string_view kSettings = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="AutoSave" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
)";

std::string SettingsOf(const std::string& workshop) {
  return workshop + "/profile/user/registrymodifications.xcu";
}

/// LibreOffice writes what it found out about the machine a second later. Without that it measures
/// again at each start, for 4 s.
void AwaitSettings(const std::string& workshop) {
  constexpr int kMostWaits = 60;
  constexpr unsigned kWait_us = 100'000;
  for (int waits = 0; waits < kMostWaits; ++waits) {
    const Result<std::string> settings = ReadWhole(SettingsOf(workshop));
    if (settings && settings->find("ooSetupLastVersion") != std::string::npos) return;
    usleep(kWait_us);
  }
}

/// A profile, and an environment in which nothing leads out of the workshop.
Status Prepare(const std::string& workshop) {
  // A profile that was made before has them already (convert_office.cc).
  if (access(SettingsOf(workshop).c_str(), R_OK) != 0) {
    const Status written = WriteAtomically(SettingsOf(workshop), kSettings);
    if (!written) return written;
  }
  if (const Status made = MakeFolders(workshop + "/tmp"); !made) return made;
  const std::pair<const char*, std::string> environment[] = {
      {"HOME", workshop},
      {"TMPDIR", workshop + "/tmp"},
      {"XDG_CONFIG_HOME", workshop},
      {"XDG_CACHE_HOME", workshop},
      {"SAL_USE_VCLPLUGIN", "svp"},
      {"SAL_DISABLE_OPENCL", "1"},
      {"LANG", "C.UTF-8"},
      {"TZ", "UTC"},
      {"PATH", ""},
      {"FONTCONFIG_FILE", workshop + "/fonts.conf"}};
  for (const auto& [name, value] : environment) setenv(name, value.c_str(), 1);
  return Done{};
}

Kit* Start(const std::string& workshop) {
  void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return nullptr;
  using Hook = Kit* (*)(const char* program, const char* profile);
  const auto hook = reinterpret_cast<Hook>(dlsym(library, "libreofficekit_hook_2"));
  if (hook == nullptr) return nullptr;
  Kit* kit = hook(kProgramFolder, ("file://" + workshop + "/profile").c_str());
  return kit != nullptr && kit->call->size >= sizeof(KitTable) ? kit : nullptr;
}

/// Fills [from, to) with zeros, but for what parts it.
void Blank(std::string& text, size_t from, size_t to, std::string_view filling) {
  for (size_t at = from, k = 0; at < std::min(to, text.size()) && k < filling.size(); ++at, ++k)
    text[at] = filling[k];
}

}  // namespace

bool OfficeIsInstalled() {
  return access(kLibrary, R_OK) == 0 && access(kWriter, R_OK) == 0;
}

void MakeReproducible(std::string& pdf) {
  constexpr std::string_view kDate = "/CreationDate(D:", kEpoch = "19700101000000";
  const size_t date = pdf.rfind(kDate);
  if (date != std::string::npos) {
    Blank(pdf, date + kDate.size(), date + kDate.size() + kEpoch.size(), kEpoch);
  }
  // The identifier, twice, and a checksum of our own version of MD5: hexadecimal digits.
  for (size_t at = pdf.rfind("trailer"); at < pdf.size(); ++at) {
    const size_t end = std::min(pdf.find_first_not_of("0123456789ABCDEF", at), pdf.size());
    if (end - at == 32) pdf.replace(at, 32, 32, '0');
    at = std::max(at, end);
  }
}

Result<OfficeFacts> ConvertInProcess(const OfficeRequest& request) {
  const std::string& workshop = request.workshop;
  const bool fresh = access(SettingsOf(workshop).c_str(), R_OK) != 0;
  if (const Status ready = Prepare(workshop); !ready) return ready.error();
  Kit* kit = Start(workshop);
  if (kit == nullptr) {
    return Error{ErrorType::kInternal,
                 "LibreOffice can't be started; install libreoffice-writer anew, or save the "
                 "document as PDF"};
  }
  OfficeFacts facts;
  const std::string version = TakeText(kit->call->version(kit));
  facts.version = VersionPart(version, "ProductVersion") + VersionPart(version, "ProductExtension");
  KitDocument* document = kit->call->load_with_options(
      kit, ("file://" + workshop + "/" + request.input).c_str(), "Batch=true");
  const Error unreadable{ErrorType::kCorrupt,
                         "LibreOffice can't read the document; get an undamaged copy, or save it "
                         "as PDF in the program that wrote it"};
  if (document == nullptr || document->call->size < sizeof(DocumentTable)) return unreadable;
  Commands commands(document);
  facts.tracked_changes = CountTracked(document);
  const bool prepared =
      (facts.tracked_changes == 0 || commands.Do(".uno:AcceptAllTrackedChanges", nullptr)) &&
      (!request.old_fonts || commands.Do(".uno:ExecuteSearch", kShowSoftHyphens));
  if (!prepared) {
    return Error{ErrorType::kInternal,
                 "LibreOffice did not answer; run again, or save the document as PDF"};
  }
  const std::string out = workshop + "/" + kConvertedName;
  if (document->call->save_as(document, ("file://" + out).c_str(), "pdf", kPdfOptions) == 0) {
    return unreadable;
  }
  Result<std::string> pdf = ReadWhole(out);
  if (!pdf) return unreadable;
  MakeReproducible(*pdf);
  if (const Status written = WriteAtomically(out, *pdf); !written) return written.error();
  if (fresh) AwaitSettings(workshop);
  return facts;
}

}  // namespace planrec::batch
