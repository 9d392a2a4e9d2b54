// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/pdf/signed_message.h"

#include <gnutls/gnutls.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>

#include <algorithm>
#include <vector>

#include "pipeline/acquire/pdf/ber.h"
#include "pipeline/core/utf8.h"

namespace planrec::acquire {

struct SignedMessage::Parsed {
  gnutls_pkcs7_t message = nullptr;
  gnutls_x509_crt_t certificate = nullptr;
  Parsed() = default;
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() {
    if (certificate != nullptr) gnutls_x509_crt_deinit(certificate);
    if (message != nullptr) gnutls_pkcs7_deinit(message);
  }
};

namespace {

constexpr int kMostCertificates = 16;  // a chain has three or four
constexpr size_t kLongestName = 1024;

gnutls_datum_t Datum(std::string_view bytes) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())),
          static_cast<unsigned>(bytes.size())};
}

std::string NamePart(gnutls_x509_crt_t certificate, const char* oid) {
  std::string part(kLongestName, '\0');
  size_t size = part.size();
  if (gnutls_x509_crt_get_dn_by_oid(certificate, oid, 0, 0, part.data(), &size) != 0) return "";
  part.resize(size);
  return IsValidUtf8(part) ? part : "";
}

std::string Serial(gnutls_x509_crt_t certificate) {
  std::string serial(kLongestName, '\0');
  size_t size = serial.size();
  if (gnutls_x509_crt_get_serial(certificate, serial.data(), &size) != 0) return "";
  serial.resize(size);
  return serial;
}

/// The certificate with that serial number among those that the message brings along.
gnutls_x509_crt_t FindCertificate(gnutls_pkcs7_t message, const gnutls_datum_t& serial) {
  const int count = std::min(gnutls_pkcs7_get_crt_count(message), kMostCertificates);
  const std::string wanted(reinterpret_cast<const char*>(serial.data), serial.size);
  for (int i = 0; i < count; ++i) {
    gnutls_datum_t raw{};
    if (gnutls_pkcs7_get_crt_raw2(message, static_cast<unsigned>(i), &raw) != 0) continue;
    gnutls_x509_crt_t certificate = nullptr;
    const bool read = gnutls_x509_crt_init(&certificate) == 0 &&
                      gnutls_x509_crt_import(certificate, &raw, GNUTLS_X509_FMT_DER) == 0;
    gnutls_free(raw.data);
    if (read && (count == 1 || Serial(certificate) == wanted)) return certificate;
    if (certificate != nullptr) gnutls_x509_crt_deinit(certificate);
  }
  return nullptr;
}

}  // namespace

SignedMessage::SignedMessage(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
SignedMessage::~SignedMessage() = default;
SignedMessage::SignedMessage(SignedMessage&&) noexcept = default;

std::optional<bool> SignedMessage::Fits(std::string_view data) const {
  if (data.size() > UINT32_MAX) return std::nullopt;
  const gnutls_datum_t datum = Datum(data);
  // Old signatures use SHA-1; what is asked is whether the bytes are the same, not for how long
  // that could be trusted.
  const unsigned flags = GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_DISABLE_TIME_CHECKS |
                         GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS;
  const int answer =
      gnutls_pkcs7_verify_direct(parsed_->message, parsed_->certificate, 0, &datum, flags);
  if (answer >= 0) return true;
  return answer == GNUTLS_E_PK_SIG_VERIFY_FAILED ? std::optional(false) : std::nullopt;
}

std::optional<SignedMessage> ReadSignedMessage(std::string_view der) {
  // What follows the outermost value fills the space that was left for it.
  const std::optional<std::string> whole = WithLengths(der);
  if (!whole || whole->size() > UINT32_MAX) return std::nullopt;
  auto parsed = std::make_unique<SignedMessage::Parsed>();
  const gnutls_datum_t datum = Datum(*whole);
  if (gnutls_pkcs7_init(&parsed->message) != 0 ||
      gnutls_pkcs7_import(parsed->message, &datum, GNUTLS_X509_FMT_DER) != 0)
    return std::nullopt;
  gnutls_pkcs7_signature_info_st info{};
  if (gnutls_pkcs7_get_signature_info(parsed->message, 0, &info) != 0) return std::nullopt;
  parsed->certificate = FindCertificate(parsed->message, info.signer_serial);
  const std::optional<int64_t> signed_at =
      info.signing_time > 0 ? std::optional<int64_t>(info.signing_time) : std::nullopt;
  gnutls_pkcs7_signature_info_deinit(&info);
  if (parsed->certificate == nullptr) return std::nullopt;
  const gnutls_x509_crt_t certificate = parsed->certificate;
  SignedMessage message(std::move(parsed));
  message.signer = NamePart(certificate, GNUTLS_OID_X520_COMMON_NAME);
  message.organisation = NamePart(certificate, GNUTLS_OID_X520_ORGANIZATION_NAME);
  message.locality = NamePart(certificate, GNUTLS_OID_X520_LOCALITY_NAME);
  if (message.locality.empty())
    message.locality = NamePart(certificate, GNUTLS_OID_X520_STATE_OR_PROVINCE_NAME);
  message.signed_at = signed_at;
  return message;
}

}  // namespace planrec::acquire
