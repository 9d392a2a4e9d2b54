// SPDX-License-Identifier: GPL-3.0-or-later
//
// The citations of a written record, as far as they may lead to other records, and the record with
// their `resolves_to` set anew. Works on the text that WriteRecord gives, and reads of it no more
// than the list of citations: a batch of thousands is linked in seconds.
//
//   std::vector<CitationLink> links = ReadCitationLinks(json);
//   links[0].resolves_to = sha256;
//   json = WithLinks(json, links);
//
// Pure functions, thread safe. A text that is no such record has no links.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace planrec::schemas {

struct CitationLink {
  std::string code, issued_on, issuer;  ///< as in the record; empty for null
  std::string role;                     ///< "basis", "reference"
  std::string resolves_to;              ///< sha256 of a document; empty for null
};

std::vector<CitationLink> ReadCitationLinks(std::string_view record);

/// `links` as read, but for `resolves_to`; all other bytes stay as they are.
std::string WithLinks(std::string_view record, const std::vector<CitationLink>& links);

/// The record as it was before anything was linked.
std::string Unlinked(std::string_view record);

/// A record without the members of these lists of its own, as a reader that needs none of them
/// wants it; a list that is not laid out as WriteRecord does stays.
std::string WithoutLists(std::string_view record, std::span<const char* const> lists);

/// The record of the same document under another path; "" where the text is no such record.
std::string WithSourcePath(std::string_view record, const std::string& path);

}  // namespace planrec::schemas
