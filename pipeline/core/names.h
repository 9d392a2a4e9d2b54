// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closed lists: an enumeration with its words beside it, in the order of its enumerators.
//
//   enum class RowKind { kHeader, kGroup, kData };
//   template <>
//   inline constexpr auto kNames<RowKind> = Names("header", "group", "data");
//
//   NameOf(RowKind::kGroup) == "group"
//   ValueOf<RowKind>("data") == RowKind::kData, ValueOf<RowKind>("Data") == std::nullopt
//
// A list that knows "not said" has it first, as kNone with the empty word. Constant data; thread
// safe.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace planrec {

template <typename... Word>
constexpr std::array<std::string_view, sizeof...(Word)> Names(const Word&... words) {
  return {std::string_view(words)...};
}

/// The words of an enumeration, specialised beside it.
template <typename E>
inline constexpr auto kNames = std::array<std::string_view, 0>{};

/// An enumeration with words.
template <typename E>
concept Named = std::is_enum_v<E> &&(kNames<E>.size() > 0);

/// The word of a value; empty for a value out of the list.
template <Named E>
constexpr std::string_view NameOf(E value) {
  const auto index = static_cast<size_t>(value);
  return index < kNames<E>.size() ? kNames<E>[index] : std::string_view();
}

/// The value of a word; nullopt for one that is none of the list.
template <Named E>
constexpr std::optional<E> ValueOf(std::string_view name) {
  for (size_t i = 0; i < kNames<E>.size(); ++i) {
    if (kNames<E>[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace planrec
