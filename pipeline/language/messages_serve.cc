// SPDX-License-Identifier: GPL-3.0-or-later
// What the small commands and the server print on the terminal; what they answer to programs is
// English.
#include "pipeline/language/language.h"

namespace planrec::language {
namespace {

constexpr Message kMessages[] = {
    {"open this address in a browser on this machine; Ctrl-C ends it",
     "mở địa chỉ này trong trình duyệt trên máy này; nhấn Ctrl-C để kết thúc"},
    {"this planrec was built without its page; install Node.js and npm (apt-get install nodejs "
     "npm) "
     "and build again. `planrec serve` works without it",
     "bản planrec này được dựng không kèm trang web; hãy cài Node.js và npm (apt-get install "
     "nodejs "
     "npm) rồi dựng lại. `planrec serve` không cần trang web"},
    {"{1} holds no records; name the folder that `planrec run -o` wrote into",
     "{1} không có bản ghi; hãy nêu thư mục mà `planrec run -o` đã ghi vào"},
    {"port {1} is taken; name another --port, or none",
     "cổng {1} đã có chương trình dùng; hãy nêu --port khác, hoặc bỏ trống"},
    {"can't write {1}: {2}; name another --token-file",
     "không ghi được {1}: {2~}; hãy nêu --token-file khác"},
    {"can't write to standard output: {1}", "không ghi được ra đầu ra chuẩn: {1~}"},
    {"can't write to standard output", "không ghi được ra đầu ra chuẩn"},
    {"no record (*.plan.json) below {1}", "không có bản ghi (*.plan.json) trong {1}"},
    {"left out: {1}", "bỏ ra ngoài: {1}"},
    {"{1#} corrections no longer fit and are not in effect; `planrec run` lists them in batch.json",
     "{1} đính chính không còn khớp nên không có hiệu lực; `planrec run` liệt kê trong batch.json"},
    {"{1#} correction no longer fits and is not in effect; `planrec run` lists them in batch.json",
     "{1} đính chính không còn khớp nên không có hiệu lực; `planrec run` liệt kê trong batch.json"},
    {"{1#} record(s) written to {2}", "đã ghi {1} bản ghi vào {2}"},
    {"a defect of the program: {1}; please report it",
     "lỗi của chương trình: {1}; xin báo cho chúng tôi"},
    {"where originals lie can't be read from ledger.sqlite ({1}); wait for the run that is at "
     "work, "
     "or say --originals FOLDER",
     "không đọc được nơi để tệp gốc từ ledger.sqlite ({1}); hãy chờ lần chạy đang làm việc, hoặc "
     "nêu "
     "--originals THƯ_MỤC"},
};

}  // namespace

std::span<const Message> ServeMessages() {
  return kMessages;
}

}  // namespace planrec::language
