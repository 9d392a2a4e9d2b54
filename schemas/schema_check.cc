// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that sees valijson: its headers are heavy.
#include "schemas/schema_check.h"

#include <algorithm>
#include <exception>
#include <locale>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace planrec::schemas {
namespace {

using valijson::adapters::NlohmannJsonAdapter;
using ValijsonError = valijson::ValidationResults::Error;

/// libstdc++'s std::ctype fills its table of narrow characters when it is first asked, without a
/// lock; valijson's patterns ask from every thread.
void FillNarrowTable() {
  const auto& letters = std::use_facet<std::ctype<char>>(std::locale());
  for (int c = 0; c < 256; ++c) letters.narrow(static_cast<char>(c), '\0');
}

/// Never freed: checks may run until the process ends.
const valijson::Schema& CompiledSchema() {
  static const valijson::Schema* const compiled = [] {
    FillNarrowTable();
    const nlohmann::json json = nlohmann::json::parse(SchemaText());
    auto* schema = new valijson::Schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(NlohmannJsonAdapter(json), *schema);
    return schema;
  }();
  return *compiled;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// Errors that only repeat, for a container, that something inside is wrong.
bool IsEcho(std::string_view message) {
  for (const std::string_view start :
       {"Failed to validate against schema associated with property name",
        "Failed to validate item", "Failed to validate against additional properties schema",
        "Failed to validate against child schema"}) {
    if (StartsWith(message, start)) return true;
  }
  return false;
}

/// "<root>", "[targets]", "[0]" → "/targets/0".
std::string ToPointer(const std::vector<std::string>& context) {
  std::string out;
  for (size_t i = 1; i < context.size(); ++i) {
    const std::string& part = context[i];
    out += '/';
    out += EscapePointer(std::string_view(part).substr(1, part.size() - 2));
  }
  return out;
}

/// The value at fault, short enough for a message; "" for objects and arrays.
std::string Excerpt(const nlohmann::json& record, const std::string& pointer) {
  const nlohmann::json* value = nullptr;
  try {
    value = &record.at(nlohmann::json::json_pointer(pointer));
  } catch (const std::exception&) {
    return "";
  }
  if (value->is_structured()) return "";
  std::string text = value->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > 80) {
    size_t end = 77;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    text.append("...");
  }
  return text + ": ";
}

std::vector<Violation> Explain(const nlohmann::json& record,
                               const valijson::ValidationResults& results) {
  std::vector<Violation> out;
  for (const ValijsonError& error : results) {
    if (IsEcho(error.description)) continue;
    const std::string pointer = ToPointer(error.context);
    // The anchors are the schema's only oneOf: its branches' complaints say less than this.
    if (error.description.find("child schema") != std::string::npos) {
      out.erase(std::remove_if(out.begin(), out.end(),
                               [&](const Violation& each) {
                                 return each.pointer == pointer &&
                                        StartsWith(each.message, "Missing required property");
                               }),
                out.end());
      out.push_back(
          {pointer, "Wants either `node`, or `table` and `row`, and all other required keys."});
      continue;
    }
    Violation violation{pointer, Excerpt(record, pointer) + error.description};
    const bool known = std::any_of(out.begin(), out.end(), [&](const Violation& each) {
      return each.pointer == violation.pointer && each.message == violation.message;
    });
    if (!known) out.push_back(std::move(violation));
  }
  return out;
}

}  // namespace

std::string EscapePointer(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<Violation> CheckSchema(const nlohmann::json& record) {
  // A validator keeps the patterns that it has compiled, without a lock.
  thread_local valijson::Validator validator;
  try {
    const NlohmannJsonAdapter target(record);
    if (validator.validate(CompiledSchema(), target, nullptr)) return {};
    valijson::ValidationResults results;
    validator.validate(CompiledSchema(), target, &results);
    std::vector<Violation> out = Explain(record, results);
    if (out.empty()) out.push_back({"", "The record does not have the schema's form."});
    return out;
  } catch (const std::exception& failure) {
    return {{"", std::string("The record can't be checked: ") + failure.what()}};
  }
}

}  // namespace planrec::schemas
