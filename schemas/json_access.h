// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks into JSON that may have any shape: what is missing or of another type is absent, never an
// error. References live as long as the JSON. Pure functions.
#pragma once

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace planrec::schemas {

/// Keeps the keys' order.
using Json = nlohmann::ordered_json;

inline const Json& Null() {
  static const Json null;
  return null;
}

/// The member, or null where `object` is no object or has none of that name.
inline const Json& Member(const Json& object, const char* key) {
  if (!object.is_object()) return Null();
  const auto it = object.find(key);
  return it == object.end() ? Null() : *it;
}

inline const Json& Items(const Json& object, const char* key) {
  static const Json none = Json::array();
  const Json& value = Member(object, key);
  return value.is_array() ? value : none;
}

inline std::optional<std::string> Text(const Json& object, const char* key) {
  const Json& value = Member(object, key);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

inline std::string TextOrEmpty(const Json& object, const char* key) {
  return Text(object, key).value_or("");
}

inline std::optional<double> Number(const Json& object, const char* key) {
  const Json& value = Member(object, key);
  if (!value.is_number()) return std::nullopt;
  return value.get<double>();
}

inline std::optional<int> ToInt(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  if (number != std::trunc(number) || std::fabs(number) > std::numeric_limits<int>::max()) {
    return std::nullopt;
  }
  return static_cast<int>(number);
}

inline std::optional<int> Int(const Json& object, const char* key) {
  return ToInt(Member(object, key));
}

inline std::vector<std::string> Strings(const Json& object, const char* key) {
  std::vector<std::string> out;
  for (const Json& item : Items(object, key)) {
    if (item.is_string()) out.push_back(item.get<std::string>());
  }
  return out;
}

}  // namespace planrec::schemas
