// SPDX-License-Identifier: GPL-3.0-or-later
// One plan out of a script: who issues it, when, under which scheme, and how it is set.
#include <algorithm>
#include <cstdio>

#include "pipeline/core/utf8.h"
#include "tools/lab/samples/appendix.h"
#include "tools/lab/samples/bodies.h"
#include "tools/lab/samples/script.h"
#include "tools/lab/samples/tree.h"

namespace planrec::samples {
namespace {

/// The head's value, or one of its alternatives ("a | b") where the plan is varied.
std::string Choose(const Script& script, const std::string& key, const std::string& more,
                   const std::string& otherwise, bool varied, Random& random) {
  const std::string plain = script.Get(key, otherwise);
  if (!varied || script.Get(more).empty()) return plain;
  return random.Pick(Split(script.Get(more), '|'));
}

bool Has(const Script& script, const std::string& word) {
  const std::vector<std::string> words = Split(script.Get("style"), ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

Style StyleOf(const Script& script) {
  Style style;
  style.font = script.Get("font", style.font);
  if (Has(script, "small")) style.body_pt = 13;
  if (Has(script, "tight")) {
    style.line_spacing = 1.0;
    style.paragraph_gap_pt = 3;
    style.first_indent_pt = 28.35;
  }
  if (Has(script, "wide")) {
    style.line_spacing = 1.25;
    style.paragraph_gap_pt = 6;
  }
  style.number_at_bottom = Has(script, "bottom-numbers");
  style.number_first_page = Has(script, "first-number");
  style.restart_numbers = Has(script, "restart-numbers");
  style.landscape = !Has(script, "portrait-table");
  style.repeat_header = !Has(script, "header-once");
  style.split_rows = Has(script, "split-rows");
  style.middle_cells = !Has(script, "top-cells");
  if (Has(script, "no-sides")) style.rules = TableRules::kNoSides;
  if (Has(script, "no-rules")) style.rules = TableRules::kNone;
  if (Has(script, "small-table")) style.table_pt = 11;
  return style;
}

Style RandomStyle(const Script& script, Random& random) {
  Style style = StyleOf(script);
  static const std::vector<std::string> kFonts = {"Liberation Serif", "FreeSerif",
                                                  "TeX Gyre Termes"};
  style.font = random.Pick(kFonts);
  style.body_pt = random.Chance(0.5) ? 14 : 13;
  style.line_spacing = 1.0 + 0.05 * random.Between(0, 5);
  style.paragraph_gap_pt = random.Between(2, 6);
  style.first_indent_pt = random.Chance(0.5) ? 28.35 : 36;
  style.left_pt = 85 + random.Between(-2, 12);
  style.number_at_bottom = random.Chance(0.2);
  style.number_first_page = random.Chance(0.1);
  style.repeat_header = random.Chance(0.75);
  style.split_rows = random.Chance(0.25);
  style.middle_cells = random.Chance(0.6);
  style.table_pt = 11 + random.Between(0, 2);
  return style;
}

/// "15": the number itself; empty: one by chance; "blank": none, as in drafts.
void SetNumberAndDate(const Script& script, bool varied, int year, Random& random,
                      SamplePlan& plan) {
  const std::string number = varied ? "" : script.Get("number");
  if (number == "blank") {
    plan.warnings.emplace_back("number.blank");
  } else {
    plan.number = number.empty() ? random.Between(2, 412) : std::atoi(number.c_str());
  }
  plan.date = {year, random.Between(1, 4), random.Between(1, 28)};
  const std::string date = varied ? "" : script.Get("date");
  if (!date.empty()) {
    std::sscanf(date.c_str(), "%d-%d-%d", &plan.date.year, &plan.date.month, &plan.date.day);
    if (plan.date.day == 0) plan.warnings.emplace_back("date.incomplete");
  }
}

Result<std::string> Words(const std::string& source, const Vocabulary& words, Random& random) {
  auto marked = Mark(source, words, random);
  if (!marked) return marked.error();
  return marked->text;
}

Status SetDecision(const Script& script, const Vocabulary& words, Random& random,
                   SamplePlan& plan) {
  SampleDecision decision;
  plan.notation = "QĐ-UBND";
  decision.number = plan.number.value_or(0);
  auto title = Words(script.Get("decision-title"), words, random);
  if (!title) return title.error();
  decision.title = *title;
  decision.authority = {Upper(words.words.at("uber"))};
  int article = 0;
  for (const ScriptLine& line : script.decision) {
    auto marked = Mark(line.text, words, random);
    if (!marked) return marked.error();
    SampleNode node;
    node.text = std::move(*marked);
    if (line.kind == '>') {
      decision.basis.push_back(std::move(node));
      continue;
    }
    node.kind = NodeKind::kItem;
    node.marker = "Điều " + std::to_string(++article) + ".";
    decision.articles.push_back(std::move(node));
  }
  plan.decision = std::move(decision);
  return Done{};
}

Status SetAppendix(const Script& script, bool varied, const Vocabulary& words, Random& random,
                   Instance& out) {
  if (script.appendix.empty()) return Done{};
  SamplePlan& plan = out.plan;
  const auto get = [&](const char* key, const char* otherwise) {
    const auto found = script.appendix_head.find(key);
    return found == script.appendix_head.end() ? std::string(otherwise) : found->second;
  };
  std::string layout = get("columns", "seven");
  if (varied && random.Chance(0.5)) {
    static const std::vector<std::string> kWithActivities = {"seven", "two-row"};
    layout = layout == "six" || layout == "five" ? "six" : random.Pick(kWithActivities);
  }
  auto table = BuildTable(script, layout, words, varied ? 0.8 : 1.0, random);
  if (!table) return table.error();
  SampleAppendix appendix;
  auto label = Words(get("label", "PHỤ LỤC"), words, random);
  auto title = Words(get("title", "DANH MỤC NHIỆM VỤ CỤ THỂ"), words, random);
  if (!label) return label.error();
  if (!title) return title.error();
  appendix.label = *label;
  appendix.title = *title;
  if (plan.number && plan.date.day > 0) {
    appendix.attached = "(Kèm theo " + (plan.decision ? "Quyết định" : plan.type_name) + " số " +
                        plan.Code() + " " + plan.PrintedDate() + " của " + plan.issuer_name + ")";
  } else {
    appendix.attached = "(Kèm theo " + plan.type_name + " của " + plan.issuer_name + ")";
  }
  appendix.table = std::move(*table);
  plan.appendices.push_back(std::move(appendix));
  return Done{};
}

void SetPeriod(const Script& script, int year, SamplePlan& plan) {
  const std::string years = script.Get("years");  // "0 4": the title names year .. year + 4
  int from = 0, to = 0;
  if (std::sscanf(years.c_str(), "%d %d", &from, &to) == 2) {
    plan.period_from = year + from;
    plan.period_to = year + to;
  } else if (plan.title.find("năm " + std::to_string(year)) != std::string::npos) {
    plan.period_from = plan.period_to = year;
  }
}

}  // namespace

Result<Instance> Instantiate(const Script& script, bool varied, Random random) {
  Instance out;
  SamplePlan& plan = out.plan;
  plan.script = plan.name = script.Get("slug");
  plan.type = script.Get("type", "KH");
  plan.type_name = plan.type == "CT" ? "Chỉ thị" : "Kế hoạch";

  BodyRequest request;
  Random choices = random.Fork("choices");
  request.kind = Choose(script, "body", "bodies", "xa_moi", varied, choices);
  const bool merged = request.kind == "xa_moi" || request.kind == "phuong_moi";
  const bool abolished =
      request.kind == "huyen" || request.kind == "xa_cu" || request.kind == "thanh_pho";
  int year = std::atoi(script.Get("year", "2025").c_str());
  if (varied)
    year = merged ? 2026 : abolished ? choices.Between(2023, 2025) : choices.Between(2024, 2026);
  request.year = year;
  if (!varied) {
    request.name = script.Get("name");
    request.district = script.Get("district");
    request.province = script.Get("province");
  }
  Random names = random.Fork("body");
  auto words = SetBody(request, names, plan);
  if (!words) return words.error();

  Random content = random.Fork("content");
  SetNumberAndDate(script, varied, year, content, plan);
  auto title = Words(script.Get("title"), *words, content);
  if (!title) return title.error();
  plan.title = *title;
  SetPeriod(script, year, plan);
  if (!script.Get("signer").empty() && !varied) plan.signer = script.Get("signer");

  if (!script.decision.empty()) {
    if (Status set = SetDecision(script, *words, content, plan); !set) return set.error();
  }
  std::string scheme_name = script.Get("scheme", "roman-dash");
  if (varied && scheme_name != "party" && scheme_name.rfind("roman", 0) == 0) {
    static const std::vector<std::string> kSchemes = {"roman-letter", "roman-dash", "roman-number"};
    scheme_name = choices.Pick(kSchemes);
  }
  auto scheme = FindScheme(scheme_name);
  if (!scheme) return scheme.error();
  auto body = BuildTree(script.body, *scheme, *words, varied ? 0.7 : 1.0, content, plan.warnings);
  if (!body) return body.error();
  plan.body = std::move(*body);

  if (varied) {
    Random look = random.Fork("style");
    out.style = RandomStyle(script, look);
  } else {
    out.style = StyleOf(script);
  }
  Random rows = random.Fork("appendix");
  if (Status set = SetAppendix(script, varied, *words, rows, out); !set) return set.error();
  return out;
}

}  // namespace planrec::samples
