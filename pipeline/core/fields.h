// SPDX-License-Identifier: GPL-3.0-or-later
//
// Structs that are described once, as a table of fields beside them, and what walks the tables:
//
//   template <>
//   inline constexpr auto kFields<Warning> = std::tuple(Field("code", &Warning::code),
//                                                       Field("message", &Warning::message), …);
//
//   ForEachField(warning, [](const FieldForm& field, auto& value) { … });
//
// A member that its table leaves out does not compile, so that writer, reader, validation and the
// walks over a record can't forget one. Constant data and templates; thread safe.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace planrec {

/// How an empty value is written.
enum class Empty { kAsItIs, kNull, kLeftOut };

/// Whose id a text is.
enum class Refers { kNothing, kTable, kSection, kDeadline };

/// A field without its type.
struct FieldForm {
  const char* name = "";            ///< its key
  Empty empty = Empty::kAsItIs;     ///< of texts, lists and sizes; an absent optional is null
  int decimals = -1;                ///< that are written at most; -1: as many as it has
  const char* id_prefix = nullptr;  ///< set: the object's id; new ones are prefix and number
  Refers refers = Refers::kNothing;
  bool date = false;             ///< an ISO 8601 date, possibly in reduced precision
  const char* inside = nullptr;  ///< written as a member of the field of that name
};

template <typename T, typename M>
struct Field {
  FieldForm form;
  M T::*member;

  constexpr Field(const char* name, M T::*of, FieldForm as = {}) : form(as), member(of) {
    form.name = name;
  }
};

/// The table of a struct's fields, specialised beside it.
template <typename T>
inline constexpr auto kFields = std::tuple<>();

template <typename T>
concept Described = (std::tuple_size_v<std::remove_const_t<decltype(kFields<T>)>> > 0);

namespace fields_internal {

struct Anything {
  template <typename T>
  operator T() const;
};

/// The number of members of an aggregate: how many values it can be made of.
template <typename T, typename... Values>
constexpr size_t CountMembers() {
  if constexpr (requires { T{Values{}..., Anything{}}; })
    return CountMembers<T, Values..., Anything>();
  else
    return sizeof...(Values);
}

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

}  // namespace fields_internal

template <typename T>
concept Vector = fields_internal::kIsVector<std::remove_const_t<T>>;
template <typename T>
concept Optional = fields_internal::kIsOptional<std::remove_const_t<T>>;

/// Of these a record holds some members only.
template <typename T>
inline constexpr bool kDescribedInPart = false;

/// visit(field) for each Field of a type.
template <Described T, typename Visit>
constexpr void ForEachFieldOf(Visit&& visit) {
  static_assert(
      kDescribedInPart<T> || std::tuple_size_v<std::remove_const_t<decltype(kFields<T>)>> ==
                                 fields_internal::CountMembers<T>(),
      "the table of the struct's fields leaves out a member");
  std::apply([&](const auto&... field) { (visit(field), ...); }, kFields<T>);
}

/// visit(form, value) for each field of an object.
template <typename T, typename Visit>
requires Described<std::remove_const_t<T>>
constexpr void ForEachField(T& object, Visit&& visit) {
  ForEachFieldOf<std::remove_const_t<T>>(
      [&](const auto& field) { visit(field.form, object.*field.member); });
}

/// The JSON Pointer of a field below that of its object.
inline std::string PointerTo(const std::string& object, const FieldForm& field) {
  std::string out = object;
  if (field.inside != nullptr) out.append("/").append(field.inside);
  return out.append("/").append(field.name);
}

/// visit(value, pointer) for each described object in `value`, itself included: what contains
/// others before them, otherwise in the order of the tables.
template <typename T, typename Visit>
void ForEachDescribed(T& value, const std::string& pointer, Visit&& visit) {
  if constexpr (Vector<T>) {
    if constexpr (std::is_class_v<typename T::value_type>) {
      for (size_t i = 0; i < value.size(); ++i)
        ForEachDescribed(value[i], pointer + "/" + std::to_string(i), visit);
    }
  } else if constexpr (Optional<T>) {
    if (value) ForEachDescribed(*value, pointer, visit);
  } else if constexpr (Described<std::remove_const_t<T>>) {
    visit(value, pointer);
    ForEachField(value, [&]<typename M>(const FieldForm& field, M& member) {
      if constexpr (Vector<M> || Optional<M> || Described<std::remove_const_t<M>>)
        ForEachDescribed(member, PointerTo(pointer, field), visit);
    });
  }
}

}  // namespace planrec
