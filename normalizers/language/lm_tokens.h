// SPDX-License-Identifier: GPL-3.0-or-later
//
// How text becomes the token stream of the repair language model; training and decoding share it.
// A raw token (no white space inside) splits into leading punctuation, core and trailing
// punctuation; each part has one model symbol: the core lower-cased with its tone mark in the usual
// place (hoà → hòa), "<n>" for numbers, "," and "." (which stands for . ; : ! ?), "(" and ")";
// quotes and dashes that stand alone have none. Pure functions; thread safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace planrec::normalize {

/// Byte ranges of a raw token: [0, core_begin) leading punctuation, [core_begin, core_end) core,
/// [core_end, size) trailing punctuation. A token of punctuation only has an empty core.
struct TokenParts {
  size_t core_begin = 0, core_end = 0;
};
TokenParts SplitPunctuation(std::string_view token);

/// Lower case, tone mark in the usual place. The form under which a word stands in the lexicon.
std::string LexiconForm(std::string_view word);

/// True for a number as printed: digits with . , / : % - between or behind.
bool IsNumber(std::string_view core);

/// The model symbols of one raw token, in order.
void AppendSymbols(std::string_view token, std::vector<std::string>& out);

}  // namespace planrec::normalize
