// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/searchable/image_page.h"

#include <array>
#include <cstdio>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <string>

namespace planrec::searchable {
namespace {

QPDFObjectHandle Name(const char* name) {
  return QPDFObjectHandle::newName(name);
}

QPDFObjectHandle Whole(int value) {
  return QPDFObjectHandle::newInteger(value);
}

QPDFObjectHandle ColourSpace(const EncodedImage& image) {
  if (image.components == 4) return Name("/DeviceCMYK");
  if (image.components == 3) return Name("/DeviceRGB");
  if (image.palette.empty()) return Name("/DeviceGray");
  const int last = static_cast<int>(image.palette.size() / 3) - 1;
  return QPDFObjectHandle::newArray({Name("/Indexed"), Name("/DeviceRGB"), Whole(last),
                                     QPDFObjectHandle::newString(image.palette)});
}

/// Filter and parameters of the image's code.
void Describe(const EncodedImage& image, QPDFObjectHandle dict) {
  QPDFObjectHandle how = QPDFObjectHandle::newDictionary();
  switch (image.code) {
    case ImageCode::kDct:
      dict.replaceKey("/Filter", Name("/DCTDecode"));
      if (!image.ycc && image.components == 3) how.replaceKey("/ColorTransform", Whole(0));
      break;
    case ImageCode::kCcittG4:
      dict.replaceKey("/Filter", Name("/CCITTFaxDecode"));
      how.replaceKey("/K", Whole(-1));
      how.replaceKey("/Columns", Whole(image.width_px));
      how.replaceKey("/Rows", Whole(image.height_px));
      if (image.inverted) how.replaceKey("/BlackIs1", QPDFObjectHandle::newBool(true));
      break;
    case ImageCode::kFlate:
      dict.replaceKey("/Filter", Name("/FlateDecode"));
      if (image.predictor == 1) break;
      how.replaceKey("/Predictor", Whole(image.predictor));
      how.replaceKey("/Columns", Whole(image.width_px));
      how.replaceKey("/Colors", Whole(image.components));
      how.replaceKey("/BitsPerComponent", Whole(image.bits));
      break;
  }
  if (!how.getKeys().empty()) dict.replaceKey("/DecodeParms", how);
  if (!image.inverted || image.code == ImageCode::kCcittG4) return;
  QPDFObjectHandle decode = QPDFObjectHandle::newArray();
  for (int i = 0; i < image.components; ++i) {
    decode.appendItem(Whole(1));
    decode.appendItem(Whole(0));
  }
  dict.replaceKey("/Decode", decode);
}

QPDFObjectHandle ImageObject(QPDF& pdf, const EncodedImage& image) {
  QPDFObjectHandle stream = pdf.newStream();
  QPDFObjectHandle dict = stream.getDict();
  dict.replaceKey("/Type", Name("/XObject"));
  dict.replaceKey("/Subtype", Name("/Image"));
  dict.replaceKey("/Width", Whole(image.width_px));
  dict.replaceKey("/Height", Whole(image.height_px));
  dict.replaceKey("/ColorSpace", ColourSpace(image));
  dict.replaceKey("/BitsPerComponent", Whole(image.bits));
  Describe(image, dict);
  QPDFObjectHandle filter = dict.getKey("/Filter"), how = dict.getKey("/DecodeParms");
  stream.replaceStreamData(image.data, filter, how);
  return stream;
}

/// How the unit square, rows from the top, is laid on a page of unit size as orientation 1..8 says.
constexpr std::array<std::array<int, 6>, 8> kLayings = {{{1, 0, 0, 1, 0, 0},
                                                         {-1, 0, 0, 1, 1, 0},
                                                         {-1, 0, 0, -1, 1, 1},
                                                         {1, 0, 0, -1, 0, 1},
                                                         {0, -1, -1, 0, 1, 1},
                                                         {0, -1, 1, 0, 0, 1},
                                                         {0, 1, 1, 0, 0, 0},
                                                         {0, 1, -1, 0, 1, 0}}};

}  // namespace

void AddImagePage(QPDF& pdf, PageImage page) {
  QPDFObjectHandle object = pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
  object.replaceKey("/Type", Name("/Page"));
  object.replaceKey("/MediaBox", QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(
                                     0, 0, page.width_pt, page.height_pt)));
  std::string content;
  QPDFObjectHandle resources = QPDFObjectHandle::newDictionary();
  if (page.image) {
    const int orientation = page.image->orientation;
    const auto& laying =
        kLayings[orientation >= 1 && orientation <= 8 ? static_cast<size_t>(orientation - 1) : 0];
    char matrix[160];
    std::snprintf(matrix, sizeof matrix, "q %.3f %.3f %.3f %.3f %.3f %.3f cm /Im Do Q\n",
                  laying[0] * page.width_pt, laying[1] * page.height_pt, laying[2] * page.width_pt,
                  laying[3] * page.height_pt, laying[4] * page.width_pt,
                  laying[5] * page.height_pt);
    content = matrix;
    QPDFObjectHandle images = QPDFObjectHandle::newDictionary();
    images.replaceKey("/Im", ImageObject(pdf, *page.image));
    resources.replaceKey("/XObject", images);
  }
  object.replaceKey("/Resources", resources);
  object.replaceKey("/Contents", pdf.newStream(content));
  QPDFPageDocumentHelper(pdf).addPage(QPDFPageObjectHelper(object), false);
}

}  // namespace planrec::searchable
