// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/report/charts.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <vector>

#include "pipeline/report/shortened.h"

namespace planrec::report {
namespace {

constexpr size_t kMonths = 24, kAgencies = 12;
// Of a drawing, in its own units.
constexpr int kWidth = 480, kHeight = 150, kFoot = 30, kHead = 14, kLine = 20, kNames = 230;
constexpr size_t kLettersOfName = 34;

struct Bar {
  std::string name, kind;
  int64_t count = 0;
};

std::string Rect(double x, double y, double width, double height, const std::string& kind,
                 const std::string& title) {
  char numbers[160];
  std::snprintf(numbers, sizeof numbers,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height);
  return numbers + (kind.empty() ? "" : " class=\"" + kind + "\"") + "><title>" +
         EscapeMarkup(title) + "</title></rect>";
}

std::string Label(double x, double y, const char* anchor, const std::string& text) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y,
                anchor);
  return numbers + EscapeMarkup(text) + "</text>";
}

std::string Figure(const std::string& vietnamese, const std::string& english, int height,
                   const std::vector<Bar>& bars, const std::string& drawing) {
  std::string said;
  for (const Bar& bar : bars) said += bar.name + ": " + std::to_string(bar.count) + "; ";
  return "<figure><figcaption>" + vietnamese + " <small lang=\"en\">" + english +
         "</small></figcaption><svg role=\"img\" aria-label=\"" + EscapeMarkup(said) +
         "\" viewBox=\"0 0 " + std::to_string(kWidth) + " " + std::to_string(height) + "\">" +
         drawing + "</svg></figure>\n";
}

int64_t Most(const std::vector<Bar>& bars) {
  int64_t most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.count);
  return most;
}

/// Bars side by side. Names are written where there is room for them.
std::string Upright(const std::string& vietnamese, const std::string& english,
                    const std::vector<Bar>& bars) {
  const int64_t most = Most(bars);
  if (most == 0) return "";
  const double step = double{kWidth} / static_cast<double>(bars.size());
  const size_t every = bars.size() > 12 ? 3 : 1;
  std::string drawing;
  for (size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const double x = step * static_cast<double>(i);
    const double height = double{kHeight - kFoot - kHead} * static_cast<double>(bar.count) /
                          static_cast<double>(most);
    drawing += Rect(x + step * 0.1, kHeight - kFoot - height, step * 0.8, height, bar.kind,
                    bar.name + ": " + std::to_string(bar.count));
    if (bar.count > 0 && bars.size() <= 12)
      drawing +=
          Label(x + step / 2, kHeight - kFoot - height - 3, "middle", std::to_string(bar.count));
    if (i % every == 0) drawing += Label(x + step / 2, kHeight - kFoot + 16, "middle", bar.name);
  }
  return Figure(vietnamese, english, kHeight, bars, drawing);
}

/// The month behind, "2025-12" → "2026-01".
std::string Next(const std::string& month) {
  int year = std::stoi(month.substr(0, 4)), number = std::stoi(month.substr(5)) + 1;
  if (number > 12) {
    number = 1;
    ++year;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d", year, number);
  return text;
}

}  // namespace

std::string ConfidenceChart(const schemas::RecordFigures& figures) {
  std::vector<Bar> bars;
  for (size_t tenth = 0; tenth < figures.confidences.size(); ++tenth) {
    char name[16];
    std::snprintf(name, sizeof name, "%.1f", static_cast<double>(tenth) / 10);
    bars.push_back({name,
                    tenth < 6   ? "bad"
                    : tenth < 9 ? "warn"
                                : "good",
                    figures.confidences[tenth]});
  }
  return Upright("Độ tin cậy của các giá trị", "confidence of values, by tenth", bars);
}

std::string DeadlineChart(const schemas::RecordFigures& figures) {
  if (figures.due_months.empty()) return "";
  // The window of so many months in which most end: a few far ones would leave it empty.
  std::vector<std::string> months;
  const std::string last = figures.due_months.rbegin()->first;
  for (std::string month = figures.due_months.begin()->first; month <= last && months.size() < 2400;
       month = Next(month))
    months.push_back(month);
  const auto count = [&](const std::string& month) {
    const auto found = figures.due_months.find(month);
    return found == figures.due_months.end() ? int64_t{0} : found->second;
  };
  const size_t width = std::min(kMonths, months.size());
  size_t best = 0;
  int64_t most = -1;
  for (size_t from = 0; from + width <= months.size(); ++from) {
    int64_t sum = 0;
    for (size_t i = from; i < from + width; ++i) sum += count(months[i]);
    if (sum <= most) continue;
    most = sum;
    best = from;
  }
  std::vector<Bar> bars;
  for (size_t i = best; i < best + width; ++i)
    bars.push_back({months[i].substr(5) + "/" + months[i].substr(2, 2), "", count(months[i])});
  int64_t all = 0;
  for (const auto& [month, value] : figures.due_months) all += value;
  std::string english = "deadlines by month";
  if (all > most) english += "; " + std::to_string(all - most) + " ngoài khoảng · outside";
  return Upright("Thời hạn theo tháng", english, bars);
}

std::string AgencyChart(const schemas::RecordFigures& figures) {
  std::vector<Bar> bars;
  for (const auto& [key, agency] : figures.agencies)
    bars.push_back({agency.name, "", agency.with_lead});
  std::ranges::stable_sort(bars, std::greater<>(), &Bar::count);
  if (bars.empty() || bars.front().count == 0) return "";
  bars.resize(std::min(bars.size(), kAgencies));
  const auto most = static_cast<double>(bars.front().count);
  std::string drawing;
  for (size_t i = 0; i < bars.size(); ++i) {
    const double y = double{kLine} * static_cast<double>(i);
    const double width = (kWidth - kNames - 40) * static_cast<double>(bars[i].count) / most;
    drawing += Label(kNames - 6, y + 14, "end", Shortened(bars[i].name, kLettersOfName));
    drawing += Rect(kNames, y + 3, width, kLine - 6, "",
                    bars[i].name + ": " + std::to_string(bars[i].count));
    drawing += Label(kNames + width + 4, y + 14, "start", std::to_string(bars[i].count));
  }
  return Figure("Cơ quan chủ trì nhiều nhiệm vụ nhất", "agencies that lead most tasks and duties",
                kLine * static_cast<int>(bars.size()), bars, drawing);
}

}  // namespace planrec::report
