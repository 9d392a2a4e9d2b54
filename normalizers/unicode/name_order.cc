// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/unicode/name_order.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace planrec {
namespace {

/// The bytes of a key are compared as they are; empty where ICU has no collation.
std::string KeyOf(const icu::Collator* order, const std::string& name) {
  if (order == nullptr) return "";
  const size_t dot = name.rfind('.');
  const icu::UnicodeString stem =
      icu::UnicodeString::fromUTF8(dot == 0 ? name : name.substr(0, dot));
  std::string key(static_cast<size_t>(order->getSortKey(stem, nullptr, 0)), '\0');
  order->getSortKey(stem, reinterpret_cast<uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  return key;
}

}  // namespace

void SortByNumbers(std::vector<std::string>& names) {
  UErrorCode failed = U_ZERO_ERROR;
  const std::unique_ptr<icu::Collator> order(
      icu::Collator::createInstance(icu::Locale::getRoot(), failed));
  if (U_SUCCESS(failed)) order->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, failed);
  std::vector<std::pair<std::string, std::string>> keyed;
  keyed.reserve(names.size());
  for (std::string& name : names) {
    std::string key = KeyOf(U_SUCCESS(failed) ? order.get() : nullptr, name);
    keyed.emplace_back(std::move(key), std::move(name));
  }
  std::ranges::sort(keyed);
  for (size_t k = 0; k < names.size(); ++k) names[k] = std::move(keyed[k].second);
}

}  // namespace planrec
