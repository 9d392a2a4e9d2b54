// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows and columns of the tables in records of real scans, against tests/data/real-tables.tsv.
//
//   real_tables DATA RECORDS...     a line a table; fails below 95 % of the rows of any of them
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

struct Counted {
  size_t table = 0;
  std::string pages, ordinals;
  int columns = 0;
  std::map<std::string, int> rows;
};

int Judge(const Counted& counted, const json& tables, const std::string& document) {
  if (counted.table == 0) {
    std::printf("%s no table: %zu found\n", document.c_str(), tables.size());
    return tables.empty() ? 0 : 1;
  }
  if (tables.size() < counted.table) {
    std::printf("%s table %zu: not found\n", document.c_str(), counted.table);
    return 1;
  }
  const json& table = tables[counted.table - 1];
  std::map<std::string, int> found;
  std::vector<std::string> ordinals;
  for (const json& row : table["rows"]) {
    ++found[row["kind"].get<std::string>()];
    if (!row["cells"].empty()) ordinals.push_back(row["cells"][0]["text"].get<std::string>());
  }
  int expected = 0, right = 0;
  for (const auto& [kind, rows] : counted.rows) {
    expected += rows;
    right += std::min(rows, found[kind]);
  }
  const int columns = static_cast<int>(table["columns"].size());
  int named = 0, all = 0;
  std::istringstream list(counted.ordinals);
  for (std::string ordinal; std::getline(list, ordinal, ',');) {
    ++all;
    named += std::find(ordinals.begin(), ordinals.end(), ordinal) != ordinals.end();
  }
  const std::string pages = std::to_string(table["pages"].front().get<int>()) + "-" +
                            std::to_string(table["pages"].back().get<int>());
  std::printf("%s table %zu, pages %s (%s): columns %d of %d, rows %d of %d, ordinals %d of %d\n",
              document.c_str(), counted.table, pages.c_str(), counted.pages.c_str(), columns,
              counted.columns, right, expected, named, all);
  return right * 100 >= expected * 95 && columns == counted.columns && pages == counted.pages ? 0
                                                                                              : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::map<std::string, json> records;  // by SHA-256
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i]);
    json record = json::parse(in, nullptr, false);
    if (record.is_discarded()) return 2;
    const std::string sha256 = record["source"]["sha256"].get<std::string>();
    records[sha256] = std::move(record);
  }
  int failed = 0;
  std::ifstream data(argv[1]);
  for (std::string line; std::getline(data, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string document;
    Counted counted;
    fields >> document >> counted.table >> counted.pages >> counted.columns >>
        counted.rows["header"] >> counted.rows["data"] >> counted.rows["group"] >> counted.ordinals;
    const auto record = std::find_if(records.begin(), records.end(), [&](const auto& entry) {
      return entry.first.starts_with(document);
    });
    if (record != records.end()) failed += Judge(counted, record->second["tables"], document);
  }
  return failed > 0 ? 1 : 0;
}
