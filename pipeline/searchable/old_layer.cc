// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/old_layer.h"

#include <map>
#include <memory>
#include <qpdf/QPDFTokenizer.hh>
#include <stdexcept>
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
    const std::string& name = token.getValue();
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

/// Copies of forms: another page that uses the same one keeps it as it is.
class Forms {
 public:
  /// Silences the forms of a dictionary of resources, which is changed.
  void Silence(QPDFObjectHandle resources, int depth) {
    if (depth > kDeepestForm) return;
    QPDFObjectHandle forms = resources.getKey("/XObject");
    if (!forms.isDictionary()) return;
    forms = forms.shallowCopy();
    for (const std::string& name : forms.getKeys()) {
      QPDFObjectHandle form = forms.getKey(name);
      if (!form.isStream() || !form.getDict().getKey("/Subtype").isNameAndEquals("/Form")) continue;
      forms.replaceKey(name, Silent(form, depth));
    }
    resources.replaceKey("/XObject", forms);
  }

 private:
  QPDFObjectHandle Silent(QPDFObjectHandle form, int depth) {
    const auto known = copies_.find(form.getObjGen());
    if (known != copies_.end()) return known->second;
    QPDFObjectHandle copy = form.copyStream();
    // Before its own forms are looked at: they may lead back.
    copies_[form.getObjGen()] = copy;
    copy.addTokenFilter(std::make_shared<Silencer>());
    QPDFObjectHandle resources = copy.getDict().getKey("/Resources");
    if (!resources.isDictionary()) return copy;
    resources = resources.shallowCopy();
    copy.getDict().replaceKey("/Resources", resources);
    Silence(resources, depth + 1);
    return copy;
  }

  std::map<QPDFObjGen, QPDFObjectHandle> copies_;
};

}  // namespace

void SilenceOldLayer(QPDFPageObjectHelper page) {
  // Its text can be taken out, and words be put behind it, only where it can be unpacked.
  for (QPDFObjectHandle& content : page.getPageContents()) {
    if (!content.pipeStreamData(nullptr, 0, qpdf_dl_generalized))
      throw std::runtime_error("a page's content is packed in a way that can't be read");
  }
  page.addContentTokenFilter(std::make_shared<Silencer>());
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (resources.isDictionary()) Forms().Silence(resources, 0);
}

}  // namespace planrec::searchable
