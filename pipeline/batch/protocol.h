// SPDX-License-Identifier: GPL-3.0-or-later
//
// What supervisor and worker say to each other, as values and as message payloads (channel.h). The
// decoders accept anything and give nullopt for malformed bytes. Pure functions; thread safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/page_picture.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/batch/sandbox.h"
#include "pipeline/core/page.h"
#include "pipeline/core/record.h"
#include "pipeline/core/result.h"
#include "pipeline/core/wire.h"
#include "schemas/batch_json.h"

namespace planrec::batch {

/// kConfigure: holds for the worker's life.
struct WorkerOptions {
  acquire::ReadOptions read;
  acquire::RecogniserOptions recogniser;
  std::vector<std::string> readable;   ///< files and folders that it opens by itself, as models
  std::string repair_model;            ///< folder of the repair model; empty = no repair
  bool repair_pages = false;           ///< pages are answered repaired; else only records are
  bool require_sandbox = false;        ///< serves nothing where the machine refuses a layer
  std::vector<std::string> passwords;  ///< tried on what is locked
  std::string pages;                   ///< which are read (page_list.h); empty = all
  std::string workshop;                ///< of an office process: the folder that it may write below
};

/// kOpened.
struct Opened {
  std::string media_type;
  int page_count = 0;  ///< that can be read: those that are wanted, numbered from 1
  int all_pages = 0;
  std::vector<int> parts = {};  ///< of joined files: how many pages each has
};

/// kConverted (convert_office.h).
struct ConvertedFacts {
  std::string version;  ///< of LibreOffice: digits and dots
  int tracked_changes = 0;
};

/// kRead: pages first..last, 1-based, answered in order.
struct PageRange {
  int first = 0, last = 0;
};

/// kPage: read and normalised. The page stays as bytes (wire.h), checked: those who only pass it on
/// need no more than the facts.
struct PageAnswer {
  wire::PageFacts facts;
  std::string page;
  double seconds = 0;  ///< wall time in the worker, of reading
  double seconds_normalise = 0;
  uint64_t printed = 0;  ///< bytes on the worker's standard error up to the end of this page
  Hold hold;             ///< of the gate, where the page is large
};

/// What a document's pages were read from, where that is another file.
struct Conversion {
  Converted file;
  int tracked_changes = 0;  ///< that were accepted
};

/// Which pages of a document were read, where not all were.
struct Selection {
  std::string pages;  ///< page_list.h; empty = all
  int all_pages = 0;
};

/// kDocument: the head of a document that is to become a record; its pages follow as kPage, in
/// order.
struct ComposeRequest {
  SourceFile source;
  TextForms with;  ///< what is wanted beside the record
  int pages = 0;
  Selection selection = {};
  std::vector<std::string> corrections = {};  ///< files of its records, for a searchable copy
  std::optional<Conversion> conversion = {};
};

/// kRecord: what a document gave.
struct Composed {
  std::string json;                       ///< the record
  std::vector<std::string> further;       ///< those of the further documents of the file
  std::map<TextForm, std::string> texts;  ///< those that were asked for
  std::string no_copy;                    ///< why there is no searchable copy, where one was wanted
  double seconds = 0;                     ///< wall time in the worker
  Hold hold;                              ///< of the gate, where this is large
};

/// kChecked: what a process says of a record that it did not make.
struct Verdict {
  bool sound = false;     ///< JSON, and of that input; else nothing of it may be used
  std::string violation;  ///< why the record does not validate; empty = it does
  schemas::PlanBrief brief;
};

/// The worker's descriptor for its end of the socket, and its hidden first argument.
inline constexpr int kWorkerDescriptor = 3;
inline constexpr const char* kWorkerArgument = "--page-worker";

std::string EncodeOptions(const WorkerOptions& options);
std::optional<WorkerOptions> DecodeOptions(std::string_view payload);

/// kReady.
std::string EncodeConfinement(const Confinement& confinement);
std::optional<Confinement> DecodeConfinement(std::string_view payload);

std::string EncodeName(const std::string& name);
std::optional<std::string> DecodeName(std::string_view payload);

std::string EncodeOpened(const Opened& opened);
std::optional<Opened> DecodeOpened(std::string_view payload);

std::string EncodeConverted(const ConvertedFacts& facts);
std::optional<ConvertedFacts> DecodeConverted(std::string_view payload);

std::string EncodeRange(const PageRange& range);
std::optional<PageRange> DecodeRange(std::string_view payload);

/// kDraw.
std::string EncodePicture(const acquire::PictureRequest& request);
std::optional<acquire::PictureRequest> DecodePicture(std::string_view payload);

std::string EncodeError(const Error& error);
std::optional<Error> DecodeError(std::string_view payload);

/// Of the worker: the page's bytes are made here.
std::string EncodeAnswer(const Page& page, double seconds, double seconds_normalise,
                         uint64_t printed);
std::optional<PageAnswer> DecodeAnswer(std::string payload);

std::string EncodeRequest(const ComposeRequest& request);
std::optional<ComposeRequest> DecodeRequest(std::string_view payload);

std::string EncodeComposed(const Composed& composed);
/// The record stays in the memory of the payload: both may be large.
std::optional<Composed> DecodeComposed(std::string payload);

/// kCheck: of which input the record must be; its bytes follow as they are, as kRecord.
std::string EncodeSource(const SourceFile& source);
std::optional<SourceFile> DecodeSource(std::string_view payload);

std::string EncodeVerdict(const Verdict& verdict);
std::optional<Verdict> DecodeVerdict(std::string_view payload);

}  // namespace planrec::batch
