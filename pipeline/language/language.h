// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program says to a person, in the person's language. Everywhere else messages are made in
// English, which is also what stands in files for programs; whoever shows one asks for it here:
//
//   SetLanguage(LanguageOf("vi"));                        // once, before threads are started
//   InLanguage("the file has no bytes")                   // "tệp không có byte nào"
//
// messages_*.cc are the table: a row a message, both languages beside each other. A message that no
// row knows stays as it is. Thread safe but for SetLanguage.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/core/names.h"

namespace planrec::language {
enum class Language { kEnglish, kVietnamese };
}  // namespace planrec::language

namespace planrec {
template <>
inline constexpr auto kNames<language::Language> = Names("en", "vi");
}  // namespace planrec

namespace planrec::language {

/// A message with places for what differs: {1} to {9} ({1#}: a number), in Vietnamese in any order.
/// There {1~} is
/// itself put into Vietnamese, {1,} each part of a list with commas, {1;} each part between
/// semicolons. "page(s)" in English is "page" or "pages".
struct Message {
  std::string_view english, vietnamese;
};

/// The table, by what it is about.
std::span<const Message> RunMessages();
std::span<const Message> FileMessages();
std::span<const Message> ServeMessages();
std::span<const Message> RecordMessages();
std::span<const Message> HelpMessages();

/// What the environment asks for (LC_ALL, LC_MESSAGES, LANG, in this order).
Language LanguageOfEnvironment();

void SetLanguage(Language language);
Language CurrentLanguage();

/// In the language that was set.
std::string InLanguage(std::string_view english);

/// In Vietnamese; nullopt where no row knows the message.
std::optional<std::string> InVietnamese(std::string_view english);

/// "1 page", "2 pages", "3 trang".
std::string Counted(long long count, std::string_view one, std::string_view many);

}  // namespace planrec::language
