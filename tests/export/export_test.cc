// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/export/export.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "pipeline/corrections/corrections.h"
#include "pipeline/files/digest.h"
#include "schemas/record_json.h"
#include "tests/batch/batch_files.h"
#include "tests/schemas/sample_records.h"

namespace planrec::exports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using List = std::vector<std::string>;

class ExportTest : public batch::BatchFiles {
 protected:
  void SetUp() override {
    BatchFiles::SetUp();
    PlanRecord record = schemas::MaximalRecord();
    record.corrections.clear();
    record.document.enacted_by.reset();
    record.tasks[0].activity = "=HYPERLINK(\"x\"), mua \"cây\"\ngiống";
    record.tasks[0].lead = {"Phòng Kinh tế", "Đường sắt"};
    Put("records/a.pdf.plan.json", record);
    PlanRecord text = schemas::TextRecord();
    text.source.sha256 = std::string(64, 'd');
    text.document.title = "+84 việc";
    Put("records/b/b.txt#2.plan.json", text);
  }

  void Put(const std::string& path, const PlanRecord& record) {
    Write(path, schemas::WriteRecord(record));
  }

  Exported Made(const std::string& format, const std::string& output, bool plain = false,
                const std::string& table = "") {
    const Result<Exported> made = Export({folder_.string(), format, At(output), table, plain});
    EXPECT_TRUE(made) << made.error().message;
    return made ? *made : Exported{};
  }

  static List Lines(const std::string& text) {
    List lines;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find("\r\n", at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 2;
    }
    return lines;
  }

  /// All rows of a query, columns joined by '|'.
  List Query(const std::string& file, const std::string& sql) const {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open_v2(At(file).c_str(), &database, SQLITE_OPEN_READONLY, nullptr),
              SQLITE_OK);
    List rows;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database) << " in " << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row += (i == 0 ? "" : "|") + std::string(text == nullptr ? "NULL" : text);
      }
      rows.push_back(row);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return rows;
  }

  const std::string id_ = std::string(64, 'a');
};

TEST(Days, OfDatesOfReducedPrecision) {
  struct Case {
    const char *date, *first, *last;
  };
  for (const Case& each : {Case{"2026-03-05", "2026-03-05", "2026-03-05"},
                           {"2024-02", "2024-02-01", "2024-02-29"},
                           {"2100-02", "2100-02-01", "2100-02-28"},
                           {"2026", "2026-01-01", "2026-12-31"},
                           {"", "", ""},
                           {"2026-13", "", ""},
                           {"quý I", "", ""},
                           {"2026-1-1", "", ""}}) {
    EXPECT_EQ(FirstDay(each.date), each.first) << each.date;
    EXPECT_EQ(LastDay(each.date), each.last) << each.date;
  }
}

TEST_F(ExportTest, CsvIsGuardedAndQuoted) {
  EXPECT_EQ(Made("csv", "csv").collected.records, 2);
  const std::string tasks = Read("csv/tasks.csv");
  EXPECT_TRUE(tasks.starts_with("\xEF\xBB\xBFid,document_id,document_code,"));
  EXPECT_THAT(tasks, HasSubstr("\"'=HYPERLINK(\"\"x\"\"), mua \"\"cây\"\"\ngiống\""));
  EXPECT_THAT(tasks, HasSubstr("\r\n" + id_ + ":k1," + id_ + ",104/KH-UBND,"));
  EXPECT_THAT(tasks, HasSubstr("Ngày 02 hằng tháng,2024-01-01,2024-12-31,"));
  EXPECT_THAT(Read("csv/documents.csv"), HasSubstr(std::string(64, 'd') + "#2,"));
  EXPECT_THAT(Read("csv/documents.csv"), HasSubstr("'+84 việc"));
  EXPECT_EQ(Lines(Read("csv/documents.csv")).size(), 3u);
  for (const Table& table : Tables())
    EXPECT_FALSE(Read("csv/" + std::string(table.name) + ".csv").empty());
  // For programs.
  Made("csv", "plain.csv", true, "tasks");
  EXPECT_THAT(Read("plain.csv"), HasSubstr("\"=HYPERLINK("));
  EXPECT_FALSE(Export({folder_.string(), "csv", At("x.csv"), "nothing", false}));
}

TEST_F(ExportTest, CorrectionsAreLaidOver) {
  ASSERT_TRUE(corrections::Add(folder_.string(), "records/a.pdf.plan.json", "",
                               {{.pointer = "/tasks/0/task", .new_value = "\"Trồng rừng\""}}));
  Made("csv", "tasks.csv", false, "tasks");
  EXPECT_THAT(Read("tasks.csv"), HasSubstr(",Trồng rừng,"));
  EXPECT_TRUE(Lines(Read("tasks.csv")).back().ends_with(",1,true"));
  Made("jsonl", "all.jsonl");
  const std::string lines = Read("all.jsonl");
  const auto record = nlohmann::json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_EQ(record["tasks"][0]["task"], "Trồng rừng");
  EXPECT_FALSE(record["sections"].empty());
  EXPECT_TRUE(schemas::ValidateRecord(lines.substr(0, lines.find('\n'))).empty());
}

TEST_F(ExportTest, SqliteHasKeysViewsAndFullText) {
  Made("sqlite", "plans.sqlite");
  const auto query = [this](const std::string& sql) { return Query("plans.sqlite", sql); };
  EXPECT_EQ(query("PRAGMA integrity_check"), List{"ok"});
  EXPECT_TRUE(query("PRAGMA foreign_key_check").empty());
  EXPECT_EQ(query("SELECT count(*) FROM documents"), List{"2"});
  EXPECT_EQ(query("SELECT kind FROM search WHERE search MATCH 'text:\"đường sắt\"' ORDER BY kind"),
            List{"task"});
  EXPECT_EQ(query("SELECT kind FROM search WHERE search MATCH 'folded:\"duong sat\"'"),
            List{"task"});
  EXPECT_TRUE(query("SELECT kind FROM search WHERE search MATCH 'text:duong'").empty());
  EXPECT_EQ(query("SELECT agency, role, tasks FROM tasks_by_agency WHERE role = 'lead' ORDER BY 1"),
            (List{"Phòng Kinh tế|lead|1", "Đường sắt|lead|1"}));
  EXPECT_EQ(query("SELECT area, value, unit FROM targets_by_area"), List{"Thanh Bình|500.0|cây"});
  // What returns is never overdue.
  EXPECT_TRUE(query("SELECT * FROM overdue_tasks").empty());
  EXPECT_TRUE(query("SELECT * FROM due_this_quarter").empty());
}

TEST_F(ExportTest, SqliteKnowsWhatIsDue) {
  PlanRecord record = schemas::MaximalRecord();
  record.corrections.clear();
  record.deadlines[0].recurrence.reset();
  record.deadlines[0].kind = "date";
  record.deadlines[0].from.reset();
  record.deadlines[0].to = "2024-06-30";
  record.source.sha256 = std::string(64, 'e');
  Put("records/c.pdf.plan.json", record);
  std::time_t now = std::time(nullptr);
  char today[16];
  std::strftime(today, sizeof today, "%Y-%m-%d", std::localtime(&now));
  record.deadlines[0].to = today;
  record.source.sha256 = std::string(64, 'f');
  Put("records/d.pdf.plan.json", record);
  Made("sqlite", "plans.sqlite");
  EXPECT_EQ(Query("plans.sqlite", "SELECT due_to FROM overdue_tasks"), List{"2024-06-30"});
  EXPECT_EQ(Query("plans.sqlite", "SELECT kind, due_to FROM due_this_quarter ORDER BY kind"),
            (List{"deadline|" + std::string(today), "task|" + std::string(today)}));
}

TEST_F(ExportTest, CalendarLinesAreFoldedAndRulesBeginWhereTheyMay) {
  Made("ics", "due.ics");
  const std::string calendar = Read("due.ics");
  for (const std::string& line : Lines(calendar)) EXPECT_LE(line.size(), 75u) << line;
  // Unfolded again.
  std::string text = calendar;
  for (size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  EXPECT_THAT(text, HasSubstr("UID:" + id_ + ":d1@planrec\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20240102\r\nDTEND;VALUE=DATE:20240103\r\n"));
  EXPECT_THAT(text, HasSubstr("RRULE:FREQ=MONTHLY;BYMONTHDAY=2;UNTIL=20241231\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:=HYPERLINK(\"x\")\\, mua \"cây\"\\ngiống\r\n"));
  EXPECT_THAT(text, HasSubstr("Trồng cây xanh năm 2024\\nChủ trì: Phòng Kinh tế"));
  EXPECT_TRUE(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}

TEST_F(ExportTest, InventoryLeavesToTheArchivistWhatIsNotPrinted) {
  Made("inventory", "list.csv");
  const List lines = Lines(Read("list.csv"));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0], HasSubstr("docId,docCode,maintenance,typeName,codeNumber,codeNotation"));
  EXPECT_TRUE(lines[1].starts_with("1,,,,Kế hoạch,104,KH-UBND,22/03/2024,"));
  EXPECT_THAT(lines[1], HasSubstr(",01,3,,,,02,"));  // Vietnamese, pages, …, digitised
  EXPECT_THAT(lines[2], HasSubstr(",01,1,,,,,"));    // a text: nobody said so
}

TEST_F(ExportTest, EachWhoSignsIsARow) {
  PlanRecord record = schemas::MaximalRecord();
  record.corrections.clear();
  record.source.sha256 = std::string(64, 'e');
  record.signatures.assign(3, *record.signature);
  record.signatures[1].name = "Lê Thị Hai";
  record.signatures[2].name = "Võ Ba";
  Put("records/joint.pdf.plan.json", record);
  record.source.sha256 = std::string(64, 'f');
  record.signature.reset();
  record.signatures.clear();
  Put("records/none.pdf.plan.json", record);
  Made("sqlite", "plans.sqlite");
  const std::string rows =
      "SELECT substr(id, 65), name FROM signatures WHERE id LIKE 'eee%' ORDER BY id";
  const List found = Query("plans.sqlite", rows);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[1], ":signature2|Lê Thị Hai");
  EXPECT_EQ(found[2], ":signature3|Võ Ba");
  EXPECT_TRUE(Query("plans.sqlite", "SELECT * FROM signatures WHERE id LIKE 'fff%'").empty());
}

TEST_F(ExportTest, WorkbooksAreZipsWithSheets) {
  Made("xlsx", "plans.xlsx");
  EXPECT_TRUE(Read("plans.xlsx").starts_with("PK"));
  Made("inventory", "list.xlsx");
  EXPECT_TRUE(Read("list.xlsx").starts_with("PK"));
}

// What planrec did not write stays; an earlier export is replaced.
TEST_F(ExportTest, OnlyExportsAreReplaced) {
  const struct {
    const char *format, *name, *table;
  } kCases[] = {{"csv", "tasks.csv", "tasks"}, {"csv", "tables", ""},      {"xlsx", "a.xlsx", ""},
                {"jsonl", "a.jsonl", ""},      {"sqlite", "a.db", ""},     {"ics", "a.ics", ""},
                {"inventory", "i.csv", ""},    {"inventory", "i.xlsx", ""}};
  for (const auto& each : kCases) {
    SCOPED_TRACE(each.name);
    for (int again = 0; again < 2; ++again)
      EXPECT_TRUE(Export({folder_.string(), each.format, At(each.name), each.table, false}));
    const std::string folder = each.name == std::string("tables") ? "other/" : "";
    for (const char* foreign : {"%PDF-1.7 an original", "", "\xEF\xBB\xBFtên,ngày\r\n"}) {
      const std::string file =
          folder.empty() ? "other-" + std::string(each.name) : folder + "tasks.csv";
      Write(file, foreign);
      const Result<Exported> made = Export(
          {folder_.string(), each.format, At(folder.empty() ? file : "other"), each.table, false});
      ASSERT_FALSE(made);
      EXPECT_THAT(made.error().message, HasSubstr("not overwritten"));
      EXPECT_EQ(Read(file), foreign);
    }
  }
}

TEST_F(ExportTest, BagsHoldWhatTheirManifestsSay) {
  const Exported made = Made("bagit", "bag");
  // No ledger here: originals are not known.
  EXPECT_EQ(made.collected.left_out.size(), 2u);
  const std::string manifest = Read("bag/manifest-sha256.txt");
  EXPECT_THAT(manifest, HasSubstr("  data/records/a.pdf.plan.json\n"));
  EXPECT_THAT(manifest, HasSubstr("  data/inventory.csv\n"));
  EXPECT_EQ(Read("bag/data/records/a.pdf.plan.json"), Read("records/a.pdf.plan.json"));
  EXPECT_THAT(Read("bag/bag-info.txt"), HasSubstr("Payload-Oxum: "));
  EXPECT_FALSE(Export({folder_.string(), "bagit", At("bag"), "", false}));
}

TEST_F(ExportTest, BagsHoldTheImagesOfAFolder) {
  const auto image = [&](const std::string& name) {
    Write("in/" + name, name);
    return JoinedFile{name, Sha256(name), name.size(), "image/jpeg", 1};
  };
  // A name that is no UTF-8 is written so that it can be read.
  JoinedFile unprintable = image("trang \xE1.jpg");
  unprintable.path = "trang \\xe1.jpg";
  PlanRecord record = schemas::TextRecord();
  record.source.sha256 = std::string(64, 'e');
  record.source.files = {image("trang 1.jpg"), unprintable, image("trang 2.jpg")};
  Put("records/in.plan.json", record);
  // One of them has changed, whatever its name was.
  record.source.sha256 = std::string(64, 'd');
  record.source.files = {image("trang 1.jpg"), unprintable};
  record.source.files[1].sha256 = Sha256("another");
  Put("records/changed.plan.json", record);
  // Nothing leads out of the folder, whatever a record says.
  record.source.sha256 = std::string(64, 'f');
  record.source.files = {image("../secret.jpg")};
  Put("records/out.plan.json", record);
  sqlite3* ledger = nullptr;
  ASSERT_EQ(sqlite3_open(At("ledger.sqlite").c_str(), &ledger), SQLITE_OK);
  const std::string rows =
      "CREATE TABLE results (sha256 TEXT, source BLOB); INSERT INTO results "
      "SELECT value, CAST('" +
      At("in") + "' AS BLOB) || x'00' FROM (SELECT '" + std::string(64, 'e') +
      "' AS value UNION ALL SELECT '" + std::string(64, 'd') + "' UNION ALL SELECT '" +
      std::string(64, 'f') + "')";
  EXPECT_EQ(sqlite3_exec(ledger, rows.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(ledger);
  const Exported made = Made("bagit", "bag");
  EXPECT_EQ(Read("bag/data/originals/in/trang 2.jpg"), "trang 2.jpg");
  EXPECT_EQ(Read("bag/data/originals/in/trang \\xe1.jpg"), "trang \xE1.jpg");
  EXPECT_THAT(Read("bag/manifest-sha256.txt"),
              HasSubstr(Sha256("trang 1.jpg") + "  data/originals/in/trang 1.jpg\n"));
  EXPECT_FALSE(std::filesystem::exists(At("bag/data/originals/secret.jpg")));
  EXPECT_FALSE(std::filesystem::exists(At("bag/data/originals/changed")));
  EXPECT_EQ(made.collected.left_out.size(), 4u);
}

TEST_F(ExportTest, WhatCantBeReadIsNamedAndNothingIsLeftBehind) {
  Write("records/broken.plan.json", "{");
  const Exported made = Made("jsonl", "all.jsonl");
  ASSERT_EQ(made.collected.left_out.size(), 1u);
  EXPECT_THAT(made.collected.left_out[0], HasSubstr("records/broken.plan.json"));
  const Result<Exported> nothing = Export({At("empty"), "csv", At("none"), "", false});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().type, ErrorType::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(At("none")));
  EXPECT_FALSE(Export({folder_.string(), "xlsx", "/proc/x.xlsx", "", false}));
}

}  // namespace
}  // namespace planrec::exports
