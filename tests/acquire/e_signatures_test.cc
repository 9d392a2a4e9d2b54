// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/e_signatures.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <gtest/gtest.h>

#include "pipeline/acquire/pdf/ber.h"
#include "pipeline/acquire/pdf/pdf_document.h"
#include "pipeline/acquire/pdf/signed_message.h"

namespace planrec::acquire {
namespace {

using namespace std::string_literals;

gnutls_datum_t Datum(const std::string& bytes) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())),
          static_cast<unsigned>(bytes.size())};
}

/// A key with a certificate of its own, as an office's clerk has one from an authority.
class Clerk {
 public:
  Clerk() {
    gnutls_x509_privkey_init(&key_);
    gnutls_x509_privkey_generate(key_, GNUTLS_PK_ECDSA,
                                 GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    gnutls_x509_crt_init(&certificate_);
    gnutls_x509_crt_set_key(certificate_, key_);
    gnutls_x509_crt_set_version(certificate_, 3);
    gnutls_x509_crt_set_serial(certificate_, "\x17", 1);
    // Expired long ago: that is nobody's business here.
    gnutls_x509_crt_set_activation_time(certificate_, 1'000'000'000);
    gnutls_x509_crt_set_expiration_time(certificate_, 1'100'000'000);
    const char* problem = nullptr;
    gnutls_x509_crt_set_dn(certificate_, "CN=Sở Y tế,O=Tỉnh Gia Lai,ST=Gia Lai,C=VN", &problem);
    gnutls_x509_crt_sign2(certificate_, certificate_, key_, GNUTLS_DIG_SHA256, 0);
    gnutls_privkey_init(&signer_);
    gnutls_privkey_import_x509(signer_, key_, 0);
  }
  Clerk(const Clerk&) = delete;
  Clerk& operator=(const Clerk&) = delete;
  ~Clerk() {
    gnutls_privkey_deinit(signer_);
    gnutls_x509_crt_deinit(certificate_);
    gnutls_x509_privkey_deinit(key_);
  }

  std::string Sign(const std::string& data) const {
    gnutls_pkcs7_t message = nullptr;
    gnutls_pkcs7_init(&message);
    const gnutls_datum_t datum = Datum(data);
    gnutls_pkcs7_sign(message, certificate_, signer_, &datum, nullptr, nullptr, GNUTLS_DIG_SHA256,
                      GNUTLS_PKCS7_INCLUDE_TIME | GNUTLS_PKCS7_INCLUDE_CERT);
    gnutls_datum_t out{};
    gnutls_pkcs7_export2(message, GNUTLS_X509_FMT_DER, &out);
    std::string der(reinterpret_cast<char*>(out.data), out.size);
    gnutls_free(out.data);
    gnutls_pkcs7_deinit(message);
    return der;
  }

 private:
  gnutls_x509_privkey_t key_ = nullptr;
  gnutls_x509_crt_t certificate_ = nullptr;
  gnutls_privkey_t signer_ = nullptr;
};

TEST(SignedMessage, SaysWhoseItIsAndWhetherTheBytesAreThose) {
  const Clerk clerk;
  const std::string message = clerk.Sign("Kế hoạch số 12") + std::string(300, '\0');
  const std::optional<SignedMessage> read = ReadSignedMessage(message);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->signer, "Sở Y tế");
  EXPECT_EQ(read->organisation, "Tỉnh Gia Lai");
  EXPECT_EQ(read->locality, "Gia Lai");
  EXPECT_TRUE(read->signed_at);
  EXPECT_EQ(read->Fits("Kế hoạch số 12"), true);
  EXPECT_EQ(read->Fits("Kế hoạch số 13"), false);
  for (const std::string& bad :
       {""s, "0"s, "\x30\x80"s, std::string(500, '0'), message.substr(0, 100), message.substr(50)})
    EXPECT_FALSE(ReadSignedMessage(bad)) << bad.size();
}

TEST(Ber, OpenLengthsAreSaid) {
  const struct {
    std::string ber, der;
  } cases[] = {
      {"\x30\x03\x02\x01\x05"s, "\x30\x03\x02\x01\x05"s},
      {"\x30\x80\x02\x01\x05\x00\x00"s, "\x30\x03\x02\x01\x05"s},
      {"\x30\x80\x30\x80\x05\x00\x00\x00\x00\x00"s, "\x30\x04\x30\x02\x05\x00"s},
      // An octet string in two pieces.
      {"\x24\x80\x04\x01\x61\x04\x02\x62\x63\x00\x00"s, "\x04\x03\x61\x62\x63"s},
      {"\x30\x03\x02\x01\x05 and zeros"s, "\x30\x03\x02\x01\x05"s},
  };
  for (const auto& c : cases) EXPECT_EQ(WithLengths(c.ber), c.der);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "\x30\x80"s;
  for (const std::string& bad :
       {""s, "\x30"s, "\x30\x05\x02\x01"s, "\x04\x80\x00\x00"s, "\x30\x80\x02\x01\x05"s,
        "\x24\x80\x02\x01\x05\x00\x00"s, "\x30\x84\xff\xff\xff\xff"s, deep})
    EXPECT_EQ(WithLengths(bad), std::nullopt);
}

TEST(ESignatures, TimesOfPdf) {
  const struct {
    const char *pdf, *iso;
  } cases[] = {{"D:20250513162846+07'00'", "2025-05-13T16:28:46+07:00"},
               {"D:20250513162846+07'00", "2025-05-13T16:28:46+07:00"},
               {"D:20250513092846Z", "2025-05-13T09:28:46Z"},
               {"D:20250513092846Z00'00'", "2025-05-13T09:28:46Z"},
               {"D:20250513162846", ""},
               {"D:20251513162846+07'00'", ""},
               {"13/5/2025", ""},
               {"", ""}};
  for (const auto& c : cases) EXPECT_EQ(SigningTime(c.pdf), c.iso) << c.pdf;
}

/// A page with one signature field; what the clerk signed is all but the signature itself.
std::string SignedPdf(const Clerk& clerk, bool sound, const std::string& behind = "") {
  constexpr size_t kSpace = 6000;
  const std::string blank(16, ' ');
  std::string head =
      "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [4 0 R] "
      ">> >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< "
      "/Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Annots [4 0 R] >>\nendobj\n4 0 obj\n<< "
      "/Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [100 50 200 90] /P 3 0 R /V 5 0 R "
      ">>\nendobj\n5 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
      "/M (D:20250513162846+07'00') /ByteRange [0 ";
  const std::string tail = " >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n";
  const std::string contents = " /Contents ";
  const size_t first = head.size() + 3 * 17 + 1 + contents.size();
  const auto padded = [](size_t number) {
    std::string text = std::to_string(number);
    return text + std::string(16 - text.size(), ' ') + " ";
  };
  head += padded(first) + padded(first + kSpace + 2) + padded(tail.size()) + "]" + contents;
  std::string hex;
  for (const char c : clerk.Sign(sound ? head + tail : head)) {
    constexpr const char* kHex = "0123456789abcdef";
    hex += kHex[static_cast<unsigned char>(c) >> 4];
    hex += kHex[static_cast<unsigned char>(c) & 15];
  }
  hex.resize(kSpace, '0');
  return head + "<" + hex + ">" + tail + behind;
}

ESignature OnlySignature(const std::string& bytes) {
  const auto pdf = PdfDocument::Open(bytes, {});
  if (!pdf) throw std::runtime_error(pdf.error().message);
  const std::vector<ESignature> found = (*pdf)->Signatures(1);
  if (found.size() != 1) throw std::runtime_error("signatures: " + std::to_string(found.size()));
  return found[0];
}

TEST(ESignatures, OfAPage) {
  const Clerk clerk;
  const ESignature whole = OnlySignature(SignedPdf(clerk, true));
  EXPECT_EQ(whole.signer, "Sở Y tế");
  EXPECT_EQ(whole.signed_at, "2025-05-13T16:28:46+07:00");
  EXPECT_EQ(whole.intact, true);
  EXPECT_EQ(whole.covers_document, true);
  EXPECT_EQ(whole.where, (Where{1, Box{100, 310, 200, 350}, 0}));
  EXPECT_EQ(OnlySignature(SignedPdf(clerk, false)).intact, false);
  const ESignature earlier = OnlySignature(SignedPdf(clerk, true, "% added later\n"));
  EXPECT_EQ(earlier.intact, true);
  EXPECT_EQ(earlier.covers_document, false);
}

TEST(ESignatures, WhatIsDamagedSaysLessAndCostsNothing) {
  const Clerk clerk;
  std::string bytes = SignedPdf(clerk, true);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string other = bytes;
    other.replace(other.find(from), from.size(), to);
    return other;
  };
  const ESignature no_range = OnlySignature(changed("/ByteRange", "/BiteRange"));
  EXPECT_EQ(no_range.signer, "Sở Y tế");
  EXPECT_EQ(no_range.intact, std::nullopt);
  EXPECT_EQ(no_range.covers_document, std::nullopt);
  const auto none = [](const std::string& file) {
    const auto pdf = PdfDocument::Open(file, {});
    return pdf && (*pdf)->Signatures(1).empty();
  };
  // One that shows nothing, as many programs sign.
  EXPECT_EQ(OnlySignature(changed("/Rect [100 50 200 90]", "/Rect [0 0 0 0]      ")).where,
            Where{});
  EXPECT_TRUE(none(changed("/Contents <30", "/Contents <31")));
  EXPECT_TRUE(none(changed("/adbe.pkcs7.detached", "/ETSI.RFC3161      ")));
  EXPECT_TRUE(none(changed("/V 5 0 R", "/V 9 0 R")));
  EXPECT_TRUE(none(changed("/FT /Sig", "/FT /Tx ")));
}

}  // namespace
}  // namespace planrec::acquire
