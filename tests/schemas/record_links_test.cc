// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas/record_links.h"

#include <gtest/gtest.h>

#include "schemas/record_json.h"

namespace planrec::schemas {
namespace {

PlanRecord Citing(const std::vector<std::string>& codes) {
  PlanRecord record;
  for (const std::string& code : codes) {
    Citation citation;
    citation.code = code;
    citation.issued_on = "2024-01-05";
    // Texts that look like what is searched for.
    citation.title = "\"resolves_to\": \"x\",\n  ]\n  \"citations\": [";
    record.citations.push_back(citation);
  }
  return record;
}

TEST(RecordLinks, ReadsAndSets) {
  const std::string json = WriteRecord(Citing({"1/KH-UBND", "2/QĐ-UBND", "3/CT-UBND"}));
  std::vector<CitationLink> links = ReadCitationLinks(json);
  ASSERT_EQ(links.size(), 3u);
  EXPECT_EQ(links[1].code, "2/QĐ-UBND");
  EXPECT_EQ(links[1].issued_on, "2024-01-05");
  EXPECT_EQ(links[1].issuer, "");
  EXPECT_EQ(links[1].resolves_to, "");
  EXPECT_EQ(WithLinks(json, links), json);
  const std::string sha256(64, 'a');
  links[1].resolves_to = sha256;
  PlanRecord expected = Citing({"1/KH-UBND", "2/QĐ-UBND", "3/CT-UBND"});
  expected.citations[1].resolves_to = sha256;
  const std::string linked = WithLinks(json, links);
  EXPECT_EQ(linked, WriteRecord(expected));
  // And back.
  links = ReadCitationLinks(linked);
  EXPECT_EQ(links[1].resolves_to, sha256);
  links[1].resolves_to.clear();
  EXPECT_EQ(WithLinks(linked, links), json);
}

TEST(RecordLinks, NothingToLink) {
  const std::string json = WriteRecord(Citing({}));
  EXPECT_TRUE(ReadCitationLinks(json).empty());
  EXPECT_EQ(WithLinks(json, {}), json);
  for (const char* text : {"", "{}", "{\n  \"citations\": [", "{\n  \"citations\": [\n 7 \n  ]",
                           "{\n  \"citations\": [\n    7\n  ]\n}"}) {
    EXPECT_TRUE(ReadCitationLinks(text).empty()) << text;
    EXPECT_EQ(WithLinks(text, {{}}), text);
  }
}

}  // namespace
}  // namespace planrec::schemas
