// SPDX-License-Identifier: GPL-3.0-or-later
// Records by strangers: damaged bytes and values of any type must be answered, not crashed on.
#include <gtest/gtest.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <random>

#include "schemas/record_json.h"
#include "tests/schemas/sample_records.h"

namespace planrec::schemas {
namespace {

using Json = nlohmann::ordered_json;

TEST(Robust, DamagedBytes) {
  const std::string good = WriteRecord(MaximalRecord(), true);
  std::mt19937 random(1);
  for (int n = 0; n < 300; ++n) {
    std::string text = good;
    for (unsigned k = 0; k <= random() % 4; ++k) {
      const size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          text.erase(at, random() % 30);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
      }
    }
    ValidateRecord(text);
    if (const Result<PlanRecord> read = ReadRecord(text)) {
      const std::string once = WriteRecord(*read);
      const Result<PlanRecord> again = ReadRecord(once);
      ASSERT_TRUE(again);
      EXPECT_EQ(WriteRecord(*again), once);
    }
  }
}

TEST(Robust, ValuesOfAnyType) {
  const Json good = Json::parse(WriteRecord(MaximalRecord()));
  const Json flat = good.flatten();
  const Json junk[] = {nullptr,
                       -1,
                       1e300,
                       "x",
                       Json::array(),
                       Json::object(),
                       true,
                       2.5,
                       "",
                       99999999999,
                       Json::array({1, "a", nullptr})};
  size_t turn = 0;
  for (const auto& item : flat.items()) {
    for (int n = 0; n < 3; ++n) {
      const Json& value = junk[turn++ % std::size(junk)];
      Json json = good;
      json[Json::json_pointer(item.key())] = value;
      const std::string text = json.dump();
      const bool valid = ValidateRecord(text).empty();
      const Result<PlanRecord> read = ReadRecord(text);
      ASSERT_TRUE(read) << item.key();
      // What is valid is read in full: it comes back with the same content.
      EXPECT_TRUE(!valid || Json::parse(WriteRecord(*read)) == json)
          << item.key() << " = " << value;
    }
  }
}

}  // namespace
}  // namespace planrec::schemas
