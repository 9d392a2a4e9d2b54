// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/language_packages.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace planrec::acquire {
namespace {

/// Debian 12's packages tesseract-ocr-…, named as the models are.
constexpr const char* kLanguages =
    "afr amh ara asm aze aze_cyrl bel ben bod bos bre bul cat ceb ces chi_sim chi_sim_vert chi_tra "
    "chi_tra_vert chr cos cym dan deu div dzo ell eng enm epo est eus fao fas fil fin fra frk frm "
    "fry gla gle glg grc guj hat heb hin hrv hun hye iku ind isl ita ita_old jav jpn jpn_vert kan "
    "kat kat_old kaz khm kir kmr kor kor_vert lao lat lav lit ltz mal mar mkd mlt mon mri msa mya "
    "nep nld nor oci ori osd pan pol por pus que ron rus san sin slk slv snd spa spa_old sqi srp "
    "srp_latn sun swa swe syr tam tat tel tgk tha tir ton tur uig ukr urd uzb uzb_cyrl vie yid yor";

/// "chi_sim" → "chi-sim": names of packages have no underscore.
std::string PackageOf(std::string language) {
  std::replace(language.begin(), language.end(), '_', '-');
  return "tesseract-ocr-" + language;
}

/// The first of which one begins with the other: "eng" for "english", "vie" for "vi".
std::string Nearest(const std::string& language) {
  std::istringstream all(kLanguages);
  for (std::string known; all >> known;) {
    if (known.starts_with(language) || language.starts_with(known)) return known;
  }
  return "";
}

}  // namespace

std::string LanguageAdvice(const std::string& language) {
  std::istringstream all(kLanguages);
  for (std::string known; all >> known;) {
    if (known == language) return "install the Debian package " + PackageOf(language);
  }
  const std::string nearest = language.empty() ? "" : Nearest(language);
  return "Debian has no language of that name" +
         (nearest.empty() ? std::string() : "; did you mean " + nearest + "?") +
         " (`apt-cache search tesseract-ocr` lists them)";
}

}  // namespace planrec::acquire
