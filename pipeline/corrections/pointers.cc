// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/corrections/pointers.h"

#include <algorithm>
#include <charconv>

namespace planrec::corrections {
namespace {

/// "~1" is '/', "~0" is '~'.
std::string Unescaped(std::string_view part) {
  std::string out;
  for (size_t at = 0; at < part.size(); ++at) {
    const bool escape = part[at] == '~' && at + 1 < part.size();
    out += !escape ? part[at] : part[++at] == '1' ? '/' : '~';
  }
  return out;
}

/// The part behind a slash at `at`; moves `at` to the next slash or the end.
std::string_view NextPart(std::string_view pointer, size_t& at) {
  const size_t start = at + 1, stop = std::min(pointer.find('/', start), pointer.size());
  at = stop;
  return pointer.substr(start, stop - start);
}

template <typename Value>
Value* Follow(Value& root, const std::string& pointer) {
  Value* value = &root;
  if (!pointer.empty() && pointer.front() != '/') return nullptr;
  for (size_t at = 0; at < pointer.size();) {
    const std::string_view part = NextPart(pointer, at);
    if (value->is_array()) {
      const std::optional<size_t> index = IndexOf(part);
      if (!index || *index >= value->size()) return nullptr;
      value = &(*value)[*index];
    } else if (value->is_object()) {
      const auto found = value->find(Unescaped(part));
      if (found == value->end()) return nullptr;
      value = &*found;
    } else {
      return nullptr;
    }
  }
  return value;
}

bool ForEachOf(const Json& list, const std::string& pointer,
               const std::function<bool(const Json&, const std::string&)>& visit) {
  size_t index = 0;
  for (const Json& object : list) {
    const std::string at = pointer + "/" + std::to_string(index++);
    if (!visit(object, at)) return false;
    const Json& children = schemas::Items(object, "children");
    if (!children.empty() && !ForEachOf(children, at + "/children", visit)) return false;
  }
  return true;
}

}  // namespace

std::optional<size_t> IndexOf(std::string_view part) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  const bool whole = error == std::errc() && end == part.data() + part.size();
  if (!whole || (part.size() > 1 && part.front() == '0')) return std::nullopt;
  return index;
}

PointerParts PartsOf(const std::string& pointer) {
  PointerParts parts;
  size_t at = 0, object = 0;
  if (pointer.empty() || pointer.front() != '/') return {"", "", pointer};
  const std::string list(NextPart(pointer, at));
  while (at < pointer.size() && IndexOf(NextPart(pointer, at))) {
    object = at;
    if (at == pointer.size() || NextPart(pointer, at) != "children") break;
  }
  if (object == 0) return {"", "", pointer};
  return {list, pointer.substr(0, object), pointer.substr(object)};
}

std::string ParentOf(const std::string& pointer) {
  const size_t slash = pointer.rfind('/');
  return slash == std::string::npos ? "" : pointer.substr(0, slash);
}

std::string LastOf(const std::string& pointer) {
  const size_t slash = pointer.rfind('/');
  return slash == std::string::npos ? "" : pointer.substr(slash + 1);
}

Json* At(Json& root, const std::string& pointer) {
  return Follow(root, pointer);
}

const Json* At(const Json& root, const std::string& pointer) {
  return Follow(root, pointer);
}

bool IsWithin(std::string_view pointer, std::string_view above) {
  return pointer.starts_with(above) &&
         (pointer.size() == above.size() || pointer[above.size()] == '/');
}

void ForEachIn(const Json& record, const std::string& list,
               const std::function<bool(const Json&, const std::string&)>& visit) {
  ForEachOf(schemas::Items(record, list.c_str()), "/" + list, visit);
}

std::optional<std::string> Moved(const std::string& pointer, const std::string& array, size_t index,
                                 int by) {
  if (!pointer.starts_with(array + "/")) return pointer;
  size_t at = array.size();
  const std::optional<size_t> number = IndexOf(NextPart(pointer, at));
  if (!number || *number < index) return pointer;
  if (by < 0 && *number == index) return std::nullopt;
  return array + "/" + std::to_string(by < 0 ? *number - 1 : *number + 1) + pointer.substr(at);
}

}  // namespace planrec::corrections
