// SPDX-License-Identifier: GPL-3.0-or-later
//
// Word documents made by hand: the smallest package that programs take for one.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

namespace planrec::batch {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

inline std::string MakeZip(const ZipParts& parts) {
  std::string out(size_t{1} << 20, '\0');
  for (const auto& [name, bytes] : parts) out.append(bytes.size() + name.size() + 512, '\0');
  size_t used = 0;
  struct archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_open_memory(zip, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(zip, entry);
    archive_write_data(zip, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  out.resize(used);
  return out;
}

/// A paragraph in a font.
inline std::string Paragraph(const std::string& text, const std::string& font = "Times New Roman") {
  return "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"" + font + "\" w:hAnsi=\"" + font + "\" w:cs=\"" +
         font + "\"/><w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}

/// A ruled table; each row's cells.
inline std::string WordTable(const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<w:tbl><w:tblPr><w:tblBorders>";
  for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    out += std::string("<w:") + side + " w:val=\"single\" w:sz=\"4\"/>";
  out += "</w:tblBorders></w:tblPr>";
  for (const auto& row : rows) {
    out += "<w:tr>";
    for (const std::string& cell : row)
      out += "<w:tc><w:tcPr><w:tcW w:w=\"2400\" w:type=\"dxa\"/></w:tcPr>" + Paragraph(cell) +
             "</w:tc>";
    out += "</w:tr>";
  }
  return out + "</w:tbl>";
}

/// `body` is WordprocessingML; `more` are parts beside it.
inline std::string MakeDocx(const std::string& body, const ZipParts& more = {}) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  const std::string word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const std::string types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  std::string overrides, relations;
  for (const auto& [name, bytes] : more) {
    const std::string kind = name.substr(5, name.size() - 9);  // of "word/KIND.xml"
    overrides += "<Override PartName=\"/" + name + "\" ContentType=\"" + types + kind + "+xml\"/>";
    relations += "<Relationship Id=\"r" + kind +
                 "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
                 kind + "\" Target=\"" + kind + ".xml\"/>";
  }
  const std::string package = "http://schemas.openxmlformats.org/package/2006/";
  ZipParts parts = {
      {"[Content_Types].xml",
       head + "<Types xmlns=\"" + package +
           "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
           "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
           "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
           "ContentType=\"" +
           types + "document.main+xml\"/>" + overrides + "</Types>"},
      {"_rels/.rels",
       head + "<Relationships xmlns=\"" + package +
           "relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/"
           "officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
           "</Relationships>"},
      {"word/_rels/document.xml.rels", head + "<Relationships xmlns=\"" + package +
                                           "relationships\">" + relations + "</Relationships>"},
      {"word/document.xml",
       head + "<w:document xmlns:w=\"" + word + "\"><w:body>" + body +
           "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" "
           "w:right=\"1134\" w:bottom=\"1134\" "
           "w:left=\"1701\"/></w:sectPr></w:body></w:document>"}};
  for (const auto& [name, bytes] : more) {
    parts.emplace_back(name, head + bytes);
  }
  return MakeZip(parts);
}

}  // namespace planrec::batch
