// SPDX-License-Identifier: GPL-3.0-or-later
// make-samples as a user runs it: reproducible, readable by others, gold that fits the files.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/core/utf8.h"
#include "schemas/record_json.h"

namespace planrec {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string Output(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer;
  for (size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), n);
  }
  pclose(pipe);
  return out;
}

const fs::path kSource = PLANREC_SOURCE_DIR;

class Samples : public testing::Test {
 protected:
  void SetUp() override {
    program_ = fs::path(PLANREC_PROGRAM).parent_path() / "make-samples";
    if (!fs::exists(program_)) GTEST_SKIP() << "built without PLANREC_SAMPLES";
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              (std::string("planrec-samples-") + test->name() + std::to_string(::getpid()));
    fs::remove_all(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  /// Runs make-samples into a folder below the test's own; the exit status.
  int Make(const std::string& sub, const std::string& arguments) {
    const std::string command = program_.string() + " --plans " +
                                (kSource / "tools/lab/samples/plans").string() + " -o " +
                                (folder_ / sub).string() + " " + arguments + " >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::map<std::string, std::string> Files(const std::string& sub) const {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / sub)) {
      if (entry.is_regular_file()) {
        out[fs::relative(entry.path(), folder_ / sub).string()] = ReadFile(entry.path());
      }
    }
    return out;
  }

  int PdfPages(const std::string& file) const {
    const std::string info = Output("pdfinfo " + (folder_ / file).string() + " 2>&1");
    const size_t at = info.find("Pages:");
    return at == std::string::npos ? -1 : std::atoi(info.c_str() + at + 6);
  }

  fs::path program_, folder_;
};

/// Pages of a little-endian TIFF: the length of its chain of directories.
int TiffPages(const std::string& bytes) {
  const auto number = [&](size_t at, size_t size) {
    uint32_t value = 0;
    for (size_t i = size; i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
  };
  if (bytes.substr(0, 2) != "II") return -1;
  int pages = 0;
  for (size_t at = number(4, 4); at != 0; ++pages) at = number(at + 2 + 12 * number(at, 2), 4);
  return pages;
}

void EachNode(const std::vector<SectionNode>& nodes,
              const std::function<void(const SectionNode&)>& visit) {
  for (const SectionNode& node : nodes) {
    visit(node);
    EachNode(node.children, visit);
  }
}

TEST_F(Samples, SameSeedSameBytes) {
  const std::string all =
      "--only dang-uy-kiem-tra,tinh-chi-thi-rung --seed 5 --dpi 100 --count 3 "
      "--kinds pdf,text,markdown,scan,tiff,stamp,sideways";
  ASSERT_EQ(Make("a", all), 0);
  ASSERT_EQ(Make("b", all), 0);
  const auto a = Files("a"), b = Files("b");
  EXPECT_EQ(a.size(), 3U * 7 * 2);
  for (const auto& [name, bytes] : a) EXPECT_TRUE(b.count(name) && b.at(name) == bytes) << name;

  ASSERT_EQ(Make("c", "--only dang-uy-kiem-tra --seed 6 --kinds text"), 0);
  EXPECT_NE(Files("c").at("dang-uy-kiem-tra-text.txt"), a.at("dang-uy-kiem-tra-text.txt"));
}

TEST_F(Samples, EveryKindOpensWithAllPages) {
  ASSERT_EQ(
      Make("k", "--only phuong-phan-loai-rac --dpi 100 --kinds pdf,scan,tiff,stamp,sideways,mixed"),
      0);
  ASSERT_EQ(Make("k", "--only dang-uy-kiem-tra --dpi 100 --kinds english-layer"), 0);
  const std::string base = "k/phuong-phan-loai-rac-";
  const int pages = PdfPages(base + "pdf.pdf");
  EXPECT_EQ(pages, 3);
  for (const char* kind : {"scan", "stamp", "sideways", "mixed"}) {
    EXPECT_EQ(PdfPages(base + kind + ".pdf"), pages) << kind;
  }
  EXPECT_EQ(TiffPages(ReadFile(folder_ / (base + "tiff.tif"))), pages);

  const auto text_of = [&](const std::string& kind) {
    return Output("pdftotext " + (folder_ / (base + kind + ".pdf")).string() + " - 2>/dev/null");
  };
  EXPECT_NE(text_of("pdf").find("Phân loại, thu gom"), std::string::npos);
  EXPECT_EQ(FoldSpaces(text_of("scan")), "");  // images alone
  const std::string english_file = "k/dang-uy-kiem-tra-english-layer.pdf";
  EXPECT_EQ(PdfPages(english_file), 2);
  const std::string english =
      Output("pdftotext " + (folder_ / english_file).string() + " - 2>/dev/null");
  EXPECT_GT(CountCodePoints(english), 800U);
  EXPECT_LT(MarkedShare(english), 0.1);  // the marks are lost
  // The wide page lies on its side: higher than wide.
  const std::string size =
      Output("pdfinfo -f 3 -l 3 " + (folder_ / (base + "sideways.pdf")).string() + " 2>/dev/null");
  double width = 0, height = 0;
  const size_t at = size.find("size:");
  ASSERT_NE(at, std::string::npos) << size;
  ASSERT_EQ(std::sscanf(size.c_str() + at, "size: %lf x %lf", &width, &height), 2);
  EXPECT_LT(width, height);
}

TEST_F(Samples, GoldIsValidAndPrinted) {
  ASSERT_EQ(Make("g", "--count 40 --kinds text,markdown"), 0);
  int records = 0;
  for (const auto& file : Files("g")) {
    // No structured binding: clang 14 captures none.
    const std::string &name = file.first, &json = file.second;
    if (name.rfind("gold/", 0) != 0) continue;
    ++records;
    for (const auto& each : schemas::ValidateRecord(json)) {
      ADD_FAILURE() << name << " " << each.pointer << ": " << each.message;
    }
    auto gold = schemas::ReadRecord(json);
    ASSERT_TRUE(gold.ok()) << name;
    const std::string stem = name.substr(5, name.size() - 5 - std::string(".gold.json").size());
    const bool markdown = stem.rfind("-markdown") == stem.size() - 9;
    std::string text = ReadFile(folder_ / "g" / (stem + (markdown ? ".md" : ".txt")));
    EXPECT_NE(text.find(gold->document.title.value_or("?")), std::string::npos) << name;
    EachNode(gold->sections, [&](const SectionNode& node) {
      EXPECT_NE(text.find(node.text.text), std::string::npos) << name << ": " << node.text.text;
    });
    for (const Table& table : gold->tables) {
      for (const TableRow& row : table.rows) {
        for (const TableCell& cell : row.cells) {
          EXPECT_NE(text.find(cell.text.text), std::string::npos) << name << cell.text.text;
        }
      }
    }
  }
  EXPECT_EQ(records, 80);
}

/// What the trade's words commit to must be marked in the scripts: an unmarked one is wrong gold.
TEST_F(Samples, NothingCommittedIsLeftOut) {
  ASSERT_EQ(Make("n", "--count 30 --kinds text"), 0);
  struct Case {
    const char* word;
    bool target;  ///< else a deadline
  };
  constexpr Case kCases[] = {
      {"% ", true},          {"%.", true},          {"ít nhất", true},    {"tối thiểu", true},
      {"không quá", true},   {"trước ngày", false}, {"chậm nhất", false}, {"thường xuyên", false},
      {"hằng tháng", false}, {"hằng quý", false},   {"hằng ngày", false}, {"trong quý", false},
      {"ngay khi", false}};
  for (const auto& file : Files("n")) {
    // No structured binding: clang 14 captures none.
    const std::string &name = file.first, &json = file.second;
    if (name.rfind("gold/", 0) != 0) continue;
    const auto gold = schemas::ReadRecord(json);
    ASSERT_TRUE(gold.ok());
    EachNode(gold->sections, [&](const SectionNode& node) {
      std::string lower = Lower(node.text.text);
      for (const Citation& citation : gold->citations) {  // "giáo dục thường xuyên" in a title
        const size_t at = lower.find(Lower(citation.text));
        if (at != std::string::npos) lower.erase(at, Lower(citation.text).size());
      }
      for (const Case& each : kCases) {
        if (lower.find(each.word) == std::string::npos) continue;
        bool found = false;
        for (const Target& target : gold->targets) {
          found |= each.target && target.anchor.node == node.id &&
                   Lower(target.text + " ").find(each.word) != std::string::npos;
        }
        for (const Deadline& deadline : gold->deadlines) {
          found |= !each.target && deadline.anchor.node == node.id &&
                   Lower(deadline.text + " ").find(each.word) != std::string::npos;
        }
        EXPECT_TRUE(found) << name << ": '" << each.word << "' unmarked in: " << node.text.text;
      }
    });
  }
}

TEST_F(Samples, CommittedSetIsSmallAndCurrent) {
  uintmax_t bytes = 0;
  ASSERT_EQ(Make("s", "--kinds text,markdown"), 0);
  const auto source_of = [](const std::string& json) { return schemas::ReadRecord(json)->source; };
  const auto fresh = Files("s");
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "samples")) {
    if (!entry.is_regular_file()) continue;
    bytes += entry.file_size();
    const std::string stem = entry.path().stem().string();
    if (entry.path().parent_path().filename() == "gold" || stem == "README") continue;
    ++files;
    const fs::path gold = kSource / "samples/gold" / (stem + ".gold.json");
    ASSERT_TRUE(fs::exists(gold)) << gold;
    const SourceFile source = source_of(ReadFile(gold));
    EXPECT_EQ(source.path, entry.path().filename().string());
    EXPECT_EQ(source.bytes, entry.file_size());
    EXPECT_EQ(Output("sha256sum < " + entry.path().string()).substr(0, 64), source.sha256);
    // Gold depends on the plan, not on how it was degraded.
    std::string plan = stem, kind = "text";
    for (const char* each : {"-pdf", "-scan", "-tiff", "-stamp", "-english-layer", "-sideways",
                             "-mixed", "-text", "-markdown"}) {
      const size_t at = stem.rfind(each);
      if (at == std::string::npos || at + std::string(each).size() != stem.size()) continue;
      plan = stem.substr(0, at);
      if (std::string(each) == "-markdown") kind = "markdown";
    }
    const std::string name = "gold/" + plan + "-" + kind + ".gold.json";
    ASSERT_TRUE(fresh.count(name)) << name;
    const auto content = [](const std::string& json) {
      return json.substr(json.find("\"document\""));
    };
    EXPECT_EQ(content(ReadFile(gold)), content(fresh.at(name)))
        << stem << ": run the command of tools/lab/samples/README.md";
  }
  EXPECT_GE(files, 10);
  EXPECT_LT(bytes, 15U << 20);
}

TEST_F(Samples, BadUseIsRefused) {
  EXPECT_NE(Make("x", "--kinds fax"), 0);
  EXPECT_NE(Make("x", "--count 0"), 0);
  EXPECT_EQ(Make("x", "--only no-such-plan"), 4);
  EXPECT_EQ(Make("x", "--set /no/such/file"), 4);
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(Make("file", "--only dang-uy-kiem-tra --kinds text"), 5);  // a file is in the way
}

}  // namespace
}  // namespace planrec
