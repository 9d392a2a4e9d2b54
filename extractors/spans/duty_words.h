// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words by which a duty is told, as patterns over its printed text: for the grammar of duties
// (duties.cc) alone. Constant after start; thread safe.
#pragma once

#include "extractors/vocabulary/patterns.h"

namespace planrec::extract {

/// "Chủ trì, phối hợp với", with what may stand before and between.
inline const Pattern kLeadWith{
    "duty.lead-with", Over::kPrinted,
    R"((?i)^(?:(?:có |chịu )?trách nhiệm |là (?:cơ quan|đơn vị) (?:đầu mối,? )?|làm đầu mối,? |tiếp tục |chịu trách nhiệm )?ch(?:ủ|u|ù) trì(?:,| và|, và)? ?(?:tham mưu,? )?(?:phối hợp|cùng|phối, hợp|phối kết hợp)(?: chặt chẽ)?(?: với| cùng với| cùng)? )",
    "Chủ trì, phối hợp với các cơ quan", "Phối hợp với các cơ quan"};
inline const Pattern kLead{
    "duty.lead", Over::kPrinted,
    R"((?i)^(?:(?:có |chịu )?trách nhiệm |là (?:cơ quan|đơn vị) |chịu trách nhiệm )?ch(?:ủ|ù) trì,? )",
    "Chủ trì tổ chức thực hiện", "Chủ tịch UBND huyện"};
inline const Pattern kAdviseWith{"duty.advise-with", Over::kPrinted,
                                 R"((?i)^tham mưu(?:,| và) phối hợp(?: với| cùng)? )",
                                 "tham mưu, phối hợp với Sở", "tham mưu UBND huyện"};
inline const Pattern kAdvise{"duty.advise", Over::kPrinted, R"((?i)^tham mưu\b)",
                             "tham mưu UBND huyện", "tham gia"};
inline const Pattern kSupport{
    "duty.support", Over::kPrinted,
    R"((?i)^(?:(?:chủ động|tích cực|kịp thời|có trách nhiệm|thường xuyên|tiếp tục|tăng cường)(?:,| và| )? ?)*phối hợp(?: chặt chẽ| đồng bộ| tốt)?((?:,? với| cùng với| cùng))? )",
    "Chủ động phối hợp với Phòng Nội vụ", "sự phối hợp của các cơ quan"};
/// Words that give an order to the agency behind them.
inline const Pattern kDirective{
    "duty.directive", Over::kPrinted,
    R"(^(?:UBND [^,;.]{2,40} |Vậy, [^,;.]{2,60} )?([Gg]iao(?: cho| trách nhiệm cho| nhiệm vụ cho)?|[Đđ]ề nghị|[Yy]êu cầu|[Pp]hân công(?: cho)?|(?:Ủ|ủ)y quyền(?: cho)?|[Uu]ỷ quyền(?: cho)?) )",
    "Giao Phòng Nội vụ", "giám sát của"};
inline const Pattern kDirectiveInside{"duty.directive-inside", Over::kPrinted,
                                      R"([ ,](giao|đề nghị|yêu cầu|phân công) )",
                                      "xã năm 2024, yêu cầu các ban", "theo yêu cầu"};
/// Words that name a duty's bearer before a list of agencies.
inline const Pattern kOfWhom{"duty.of-whom", Over::kPrinted,
                             R"(^(?:Đối với|Trách nhiệm của|Nhiệm vụ của|Về phía) )",
                             "Đối với UBND các xã", "Đối chiếu"};

/// What may stand before a duty's subject.
inline const Pattern kOpener{
    "duty.opener", Over::kPrinted,
    R"(^(?:Riêng|Đồng thời|Ngoài ra|Bên cạnh đó|Hằng năm|Hàng năm|Định kỳ|Trong đó)[, ]+)",
    "Riêng UBND phường", "riêng lẻ"};
/// "Định kỳ 6 tháng, hằng năm, Sở Công Thương …": times before the subject.
inline const Pattern kTimes{
    "duty.times-before", Over::kPrinted,
    R"(^(?:Định kỳ|Hằng|Hàng|Trước|Sau|Trong|Đến|Chậm nhất|Quý|Tháng|Năm) )",
    "Định kỳ 6 tháng, Sở Công Thương tổ chức", "Phòng Nội vụ"};
/// A second part of a duty: "…, chủ trì, phối hợp với Y …", "theo dõi và phối hợp với Y …".
inline const Pattern kThenWith{
    "duty.then-with", Over::kPrinted,
    R"((?:,| và)( chủ trì(?:,| và)?)? phối hợp(?: chặt chẽ)?(?: với| cùng với| cùng) )",
    "cải cách hành chính, chủ trì, phối hợp với các đơn vị", "sự phối hợp với các đơn vị"};
/// "Nhiệm vụ của từng thành viên do Tổ trưởng phân công".
inline const Pattern kDoneBy{
    "duty.done-by", Over::kPrinted,
    R"( do (\p{Lu}[^,.;:]{1,80}?) (?:(chủ trì)(?: thực hiện)?|phân công|(?:tổ chức )?thực hiện|đảm nhiệm|phụ trách|chịu trách nhiệm)[ .;]*(?:\(.*)?$)",
    "Nhiệm vụ cụ thể do Tổ trưởng tổ công tác phân công.", "Quy chế do Ủy ban nhân dân ban hành."};
inline const Pattern kGrounds{
    "duty.grounds", Over::kPrinted,
    R"(^(?:Căn cứ|Trên cơ sở|Theo chức năng|Để thực hiện|Nhận được|Trong quá trình|Quá trình))",
    "Căn cứ Kế hoạch này, các xã", "Kế hoạch này"};

/// An order in brackets behind the act: "(giao Công an xã thực hiện)", "(Phòng Nội vụ chủ trì)".
inline const Pattern kLeadAlone{
    "duty.lead-alone", Over::kPrinted,
    R"((?i)^(?:là (?:cơ quan|đơn vị) )?ch(?:ủ|ù) trì(?: thực hiện)?[ .,;]*$)", "chủ trì",
    "chủ trì rà soát"};
inline const Pattern kHelpAlone{"duty.help-alone", Over::kPrinted,
                                R"((?i)^(?:cùng )?phối hợp(?: thực hiện)?[ .,;]*$)", "phối hợp",
                                "phối hợp với Sở Y tế"};
inline const Pattern kDoIt{"duty.do-it", Over::kPrinted,
                           R"((?i)^(?:tổ chức )?(?:thực hiện|phụ trách|triển khai)[ .,;]*$)",
                           "thực hiện", "thực hiện rà soát"};

inline const Pattern kTrouble{"duty.trouble", Over::kPrinted, R"(^(?:Trong quá|Quá) trình )",
                              "Trong quá trình thực hiện, nếu có vướng mắc", "Quá hạn"};
inline const Pattern kCharged{"duty.charged", Over::kPrinted, R"(^,? ?(?:có|chịu) trách nhiệm )",
                              " chịu trách nhiệm theo dõi", " tổng hợp"};

}  // namespace planrec::extract
