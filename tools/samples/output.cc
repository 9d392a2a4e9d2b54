// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/samples/output.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "schemas/record_json.h"
#include "tools/samples/gold.h"
#include "tools/samples/text_output.h"
#include "tools/samples/typeset.h"

namespace planrec::samples {
namespace {

Status WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) return Done{};
  return Error{ErrorType::kOutputFailed, path + ": can't be written", 0};
}

Status WriteBornDigital(const Instance& instance, const std::string& path, Random random) {
  PdfCanvas canvas(path, instance.plan.title);
  auto set = TypesetPlan(instance.plan, instance.style, {}, random, canvas);
  if (!set) return set.error();
  return canvas.Finish();
}

}  // namespace

const std::vector<std::string>& Kinds() {
  static const std::vector<std::string> kKinds = {"pdf", "text", "markdown"};
  return kKinds;
}

Status WriteSample(const Instance& instance, const std::string& kind,
                   const OutputOptions& options) {
  const std::string stem = instance.plan.name + "-" + kind;
  std::error_code failed;
  std::filesystem::create_directories(options.folder + "/gold", failed);
  const std::string base = options.folder + "/" + stem;
  Random random = Random(options.seed).Fork(stem);
  Status written = Error{ErrorType::kInternal, "unknown kind '" + kind + "'", 0};
  if (kind == "pdf") {
    written = WriteBornDigital(instance, base + ".pdf", random);
  } else if (kind == "text") {
    written = WriteFile(base + ".txt", PlainText(instance.plan));
  } else if (kind == "markdown") {
    written = WriteFile(base + ".md", Markdown(instance.plan));
  }
  if (!written) return written;
  const PlanRecord gold = GoldRecord(instance.plan, kind == "markdown");
  return WriteFile(options.folder + "/gold/" + stem + ".gold.json", schemas::WriteRecord(gold));
}

}  // namespace planrec::samples
