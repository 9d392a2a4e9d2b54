// SPDX-License-Identifier: GPL-3.0-or-later
// What `validate` finds in a record (schemas/schema_check.cc and validate.cc; valijson's messages
// of the keywords that the schema uses).
#include "pipeline/language/language.h"

namespace planrec::language {
namespace {

constexpr Message kMessages[] = {
    // ---- the schema's form
    {"Missing required property '{1}'.", "Thiếu thuộc tính bắt buộc '{1}'."},
    {"Object contains a property that could not be validated using 'properties' or "
     "'additionalProperties' constraints: '{1}'.",
     "Đối tượng có thuộc tính mà lược đồ không cho phép: '{1}'."},
    {"{1}: Value type not permitted by 'type' constraint.", "{1}: Sai kiểu giá trị ('type')."},
    {"Value type not permitted by 'type' constraint.", "Sai kiểu giá trị ('type')."},
    {"{1}: Failed to match against any enum values.",
     "{1}: Không thuộc các giá trị cho phép ('enum')."},
    {"Failed to match against any enum values.", "Không thuộc các giá trị cho phép ('enum')."},
    {"{1}: Failed to match expected value set by 'const' constraint.",
     "{1}: Khác giá trị cố định ('const')."},
    {"{1}: Failed to match regex specified by 'pattern' constraint.",
     "{1}: Không đúng mẫu ('pattern')."},
    {"{1}: Expected number greater than or equal to {2}", "{1}: Số phải lớn hơn hoặc bằng {2}"},
    {"{1}: Expected number less than or equal to {2}", "{1}: Số phải nhỏ hơn hoặc bằng {2}"},
    {"{1}: Expected number greater than {2}", "{1}: Số phải lớn hơn {2}"},
    {"Array should contain no fewer than {1#} elements.", "Mảng phải có ít nhất {1} phần tử."},
    {"Array should contain no more than {1#} elements.",
     "Mảng chỉ được có nhiều nhất {1} phần tử."},
    {"{1}: String should be no fewer than {2#} characters in length.",
     "{1}: Chuỗi phải có ít nhất {2} ký tự."},
    {"{1}: String should be no more than {2#} characters in length.",
     "{1}: Chuỗi chỉ được có nhiều nhất {2} ký tự."},
    {"Failed to validate against exactly one child schema.",
     "Không khớp đúng một trong các lược đồ con ('oneOf')."},
    {"Wants either `node`, or `table` and `row`, and all other required keys.",
     "Cần có `node`, hoặc `table` và `row`, cùng mọi khóa bắt buộc khác."},
    {"The record does not have the schema's form.", "Bản ghi không đúng dạng của lược đồ."},
    {"The record can't be checked: {1}", "Không kiểm tra được bản ghi: {1}"},
    // ---- what its parts say of each other
    {"there are no more parts than `parts` says", "số phần không vượt quá `parts`"},
    {"pages are numbered {1#} to {2#} in order",
     "các trang được đánh số từ {1} đến {2} theo thứ tự"},
    {"the id \"{1}\" is already {2}'s", "mã \"{1}\" đã là của {2}"},
    {"there is no table \"{1}\"", "không có bảng \"{1}\""},
    {"there is no section node \"{1}\"", "không có mục \"{1}\""},
    {"there is no deadline \"{1}\"", "không có thời hạn \"{1}\""},
    {"there is no field \"{1}\"", "không có trường \"{1}\""},
    {"there is no such day: {1}", "không có ngày này: {1}"},
    {"has {1#} entries for {2#} recipients", "có {1} mục cho {2} nơi nhận"},
    {"table \"{1}\" has rows 0 to {2#}", "bảng \"{1}\" có các dòng từ 0 đến {2}"},
    {"paragraphs have no marker, headings and items have one",
     "đoạn văn không có ký hiệu đầu mục; đề mục và các mục thì có"},
    {"ends before it begins", "kết thúc trước khi bắt đầu"},
    {"is less than `value`", "nhỏ hơn `value`"},
    {"the period ends before it begins", "giai đoạn kết thúc trước khi bắt đầu"},
    {"is {1#}, but the code is \"{2}\"", "là {1}, nhưng số ký hiệu là \"{2}\""},
    {"is null only where no signature was found", "chỉ để null khi không tìm thấy chữ ký"},
};

}  // namespace

std::span<const Message> RecordMessages() {
  return kMessages;
}

}  // namespace planrec::language
