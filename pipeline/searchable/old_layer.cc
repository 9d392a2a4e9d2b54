// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/old_layer.h"

#include <memory>
#include <qpdf/QPDFTokenizer.hh>
#include <set>
#include <string>
#include <vector>

namespace planrec::searchable {
namespace {

using Token = QPDFTokenizer::Token;

constexpr int kDeepestForm = 8;
constexpr const char* kHidden = "3";

/// Goes over the operators of a content stream: operands are held until their operator comes.
class Silencer : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(Token const& token) override {
    if (token.getType() != QPDFTokenizer::tt_word) {
      held_.push_back(token);
      if (token.getType() == QPDFTokenizer::tt_inline_image) Release();
      return;
    }
    const std::string name = token.getValue();
    if (name == "q") {
      modes_.push_back(modes_.back());
    } else if (name == "Q" && modes_.size() > 1) {
      modes_.pop_back();
    } else if (name == "Tr") {
      modes_.back() = Operand();
    }
    const bool shows = name == "Tj" || name == "TJ" || name == "'" || name == "\"";
    if (shows && modes_.back() == kHidden) {
      held_.clear();
      // These begin a line as well.
      write(name.size() == 1 ? "T*\n" : "\n");
      return;
    }
    if (name == "BT") write("/Span <</ActualText ()>> BDC ");
    held_.push_back(token);
    Release();
    if (name == "ET") write(" EMC");
  }

  void handleEOF() override { Release(); }

 private:
  /// The last operand that is no space.
  std::string Operand() const {
    for (size_t i = held_.size(); i-- > 0;) {
      const auto type = held_[i].getType();
      if (type != QPDFTokenizer::tt_space && type != QPDFTokenizer::tt_comment)
        return held_[i].getValue();
    }
    return "";
  }

  void Release() {
    for (const Token& token : held_) writeToken(token);
    held_.clear();
  }

  std::vector<Token> held_;
  std::vector<std::string> modes_ = {"0"};
};

void SilenceForms(QPDFObjectHandle resources, std::set<QPDFObjGen>& seen, int depth) {
  if (depth > kDeepestForm || !resources.isDictionary()) return;
  QPDFObjectHandle forms = resources.getKey("/XObject");
  if (!forms.isDictionary()) return;
  for (const std::string& name : forms.getKeys()) {
    QPDFObjectHandle form = forms.getKey(name);
    if (!form.isStream() || !form.getDict().getKey("/Subtype").isNameAndEquals("/Form")) continue;
    if (!seen.insert(form.getObjGen()).second) continue;
    form.addTokenFilter(std::make_shared<Silencer>());
    SilenceForms(form.getDict().getKey("/Resources"), seen, depth + 1);
  }
}

}  // namespace

void SilenceOldLayer(QPDFPageObjectHelper page) {
  page.addContentTokenFilter(std::make_shared<Silencer>());
  std::set<QPDFObjGen> seen;
  SilenceForms(page.getAttribute("/Resources", false), seen, 0);
}

}  // namespace planrec::searchable
