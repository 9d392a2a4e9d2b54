// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says: its course, its end, the output folder, processes.
#include "pipeline/language/language.h"

namespace planrec::language {
namespace {

constexpr Message kMessages[] = {
    // ---- states and kinds of failure
    {"done", "xong"},
    {"done earlier", "đã xong từ trước"},
    {"partial", "chưa trọn vẹn"},
    {"failed", "lỗi"},
    {"skipped", "bỏ qua"},
    {"duplicate", "trùng"},
    {"pending", "chưa làm"},
    {"{1#} done", "{1} xong"},
    {"{1#} pending", "{1} chưa làm"},
    {"{1#} partial", "{1} chưa trọn vẹn"},
    {"{1#} failed", "{1} lỗi"},
    {"{1#} skipped", "{1} bỏ qua"},
    {"{1#} duplicate", "{1} trùng"},
    {"{1#} by an earlier run", "{1} từ lần chạy trước"},
    {"{1} ({2#} by an earlier run)", "{1,} ({2} từ lần chạy trước)"},
    {"not_found", "không tìm thấy"},
    {"unreadable", "không đọc được"},
    {"unsupported_type", "loại tệp không hỗ trợ"},
    {"empty", "tệp rỗng"},
    {"corrupt", "tệp hỏng"},
    {"encrypted", "có mật khẩu"},
    {"too_large", "quá lớn"},
    {"timeout", "quá thời gian"},
    {"out_of_memory", "hết bộ nhớ"},
    {"crashed", "tiến trình đọc bị dừng đột ngột"},
    {"no_text", "không có chữ"},
    {"internal", "lỗi của chương trình"},
    {"output_failed", "không ghi được kết quả"},
    {"model_missing", "thiếu mô hình"},

    // ---- the course of a run
    {"{1#} value(s) in {2#} record(s) want(s) a look (`review` of each)",
     "{1} giá trị trong {2} bản ghi cần xem lại (mục `review` của từng bản ghi)"},
    {"{1#} not reached yet", "{1} chưa làm tới"},
    {"page {1#}", "trang {1}"},
    {"{1}; {2} page(s) read in {3}. In all, {4} has {5} input(s): {6}. Records: {7}, report: {8}. "
     "{9}",
     "{1,}; đã đọc {2} trang trong {3~}. Tổng cộng {4} có {5} tệp đầu vào: {6,}. Bản ghi: {7}, báo "
     "cáo: {8}. {9~}"},
    {"{1}; {2} page(s) read in {3}. In all, {4} has {5} input(s): {6}. Records: {7}, report: {8}",
     "{1,}; đã đọc {2} trang trong {3~}. Tổng cộng {4} có {5} tệp đầu vào: {6,}. Bản ghi: {7}, báo "
     "cáo: {8}"},
    {"{1}; {2} page(s) read in {3}. Records: {4}, report: {5}. {6}",
     "{1,}; đã đọc {2} trang trong {3~}. Bản ghi: {4}, báo cáo: {5}. {6~}"},
    {"{1}; {2} page(s) read in {3}. Records: {4}, report: {5}",
     "{1,}; đã đọc {2} trang trong {3~}. Bản ghi: {4}, báo cáo: {5}"},
    {"{1}. Records: {2}, report: {3}. {4}", "{1,}. Bản ghi: {2}, báo cáo: {3}. {4~}"},
    {"{1}. Records: {2}, report: {3}", "{1,}. Bản ghi: {2}, báo cáo: {3}"},
    {"Not begun: shards {1} of {2#} ({3#} inputs).",
     "Chưa bắt đầu: phần {1} trong {2} ({3} tệp đầu vào)."},
    {"Not begun: shards {1} of {2#}.", "Chưa bắt đầu: phần {1} trong {2}."},
    {"Not at their end: shards {1} of {2#}.", "Chưa xong: phần {1} trong {2}."},
    {"Not reached: {1}.", "Chưa làm tới: {1}."},
    {"The inputs changed between the shards ({1#} found, {2#} in the shards).",
     "Tệp đầu vào đã thay đổi giữa các phần (tìm thấy {1}, trong các phần có {2})."},
    {"Run these shards again, then merge again: it adds what was missing.",
     "Hãy chạy lại các phần này rồi gộp lại: phần còn thiếu sẽ được thêm vào."},
    {"the shards were not all run with the same program, models and options ({1} differ); run the "
     "outdated ones again, which does only what differs, or --mixed takes the results together as "
     "they are. Nothing was changed",
     "các phần không được chạy với cùng chương trình, mô hình và tùy chọn (khác nhau: {1}); hãy "
     "chạy lại các phần cũ, chỉ làm lại những gì khác, hoặc dùng --mixed để gộp nguyên như vậy. "
     "Chưa có gì bị thay đổi"},
    {"{1}/shards has nothing to merge; `planrec run INPUT -o {2} --shard I/N` makes it",
     "{1}/shards không có gì để gộp; hãy tạo bằng `planrec run INPUT -o {2} --shard I/N`"},
    {"Shard {1#} of {2#}: {3}; {4} page(s) read in {5}.",
     "Phần {1} trong {2}: {3,}; đã đọc {4} trang trong {5~}."},
    {"{1#} of {2#} shards have ended; the last one merges.",
     "Đã xong {1} trong {2} phần; phần xong cuối cùng sẽ tự gộp."},
    {"{1#} of {2#} shards have ended; once all have: planrec merge {3}.",
     "Đã xong {1} trong {2} phần; khi tất cả đã xong, hãy chạy: planrec merge {3}."},
    {"All shards have ended; merging them.", "Mọi phần đã xong; đang gộp."},
    {"All shards have ended: planrec merge {1}.", "Mọi phần đã xong; hãy chạy: planrec merge {1}."},
    {"All shards have ended; they are merged by process {1#} on {2}.",
     "Mọi phần đã xong; tiến trình {1} trên máy {2} đang gộp."},
    {"Waiting for the merge by process {1#} on {2}.",
     "Đang chờ tiến trình {1} trên máy {2} gộp xong."},
    {"{1} to do, {2} done earlier, {3} duplicate, {4} can't be read. Nothing was written.",
     "Cần làm {1}, đã làm từ trước {2}, trùng {3}, không đọc được {4}. Chưa ghi gì."},
    {"{1#} input(s) had been done with other options, models or versions ({2}) and were done "
     "again.",
     "{1} tệp đã được làm với tùy chọn, mô hình hoặc phiên bản khác ({2,}), nay được làm lại."},
    {"{1#} input(s) had been done with other options, models or versions ({2}) and was done again.",
     "{1} tệp đã được làm với tùy chọn, mô hình hoặc phiên bản khác ({2,}), nay được làm lại."},
    {"options", "tùy chọn"},
    {"limits", "giới hạn"},
    {"models", "mô hình"},
    {"versions", "phiên bản"},
    {"Originals that are gone (their records are kept): {1}.",
     "Tệp gốc không còn (bản ghi vẫn được giữ): {1~}."},
    {"Records of no known input (kept, not listed): {1}.",
     "Bản ghi không rõ thuộc tệp nào (được giữ lại, không liệt kê): {1~}."},
    {"{1} and {2} more", "{1} và {2} tệp khác"},
    {"Records that were edited by hand: {1}. They are kept in {2}; records/ has what the program "
     "reads. Corrections that last are files in {3} (README).",
     "Bản ghi bị sửa bằng tay: {1~}. Các bản ấy được giữ trong {2}; records/ chứa kết quả chương "
     "trình đọc được. Muốn sửa lâu dài, hãy dùng tệp đính chính trong {3} (xem README)."},
    {"Records that were edited by hand, left as they are: {1}.",
     "Bản ghi bị sửa bằng tay, được giữ nguyên: {1~}."},
    {"Corrections that no longer fit (kept, not in effect; batch.json lists them): {1}.",
     "Đính chính không còn khớp (được giữ lại, không có hiệu lực; batch.json liệt kê): {1~}."},
    {"Corrections of records that are not there (kept): {1}.",
     "Đính chính của bản ghi không còn (được giữ lại): {1~}."},
    {"Not in effect: {1}.", "Không có hiệu lực: {1}."},
    {"Stopped; what was done is kept in {1}. Start the same command again: it goes on from here.",
     "Đã dừng; phần đã làm được giữ trong {1}. Chạy lại đúng lệnh này để làm tiếp."},
    {"A recognition model is missing (see above); install it and start the same command again.",
     "Thiếu mô hình nhận dạng (xem bên trên); hãy cài đặt rồi chạy lại đúng lệnh này."},
    {"Note: only {1} of {2} jobs: the system allows no more open files (ulimit -n).",
     "Lưu ý: chỉ chạy được {1} trên {2} tiến trình: hệ thống không cho mở thêm tệp (ulimit -n)."},
    {"Note: workers are confined by: {1}; refused by this machine: {2}",
     "Lưu ý: tiến trình đọc được cô lập bằng: {1}; máy này từ chối: {2}"},
    {"{1} is now {2}: its record followed.", "{1} nay là {2}: bản ghi đã chuyển theo."},
    {"{1}, page {2}: a worker was lost: {3}", "{1}, trang {2}: mất một tiến trình đọc: {3~}"},
    {"{1}: a worker was lost: {2}", "{1}: mất một tiến trình đọc: {2~}"},
    {"{1}: it is encrypted: no searchable copy is made.",
     "{1}: tệp có mật khẩu nên không tạo bản tìm kiếm được."},
    {"{1}: it is signed: a copy would lose the signature, so none is made.",
     "{1}: tệp có chữ ký số; bản sao sẽ mất chữ ký nên không tạo bản tìm kiếm được."},
    {"{1}: it is larger than {2} MiB: no searchable copy is made; split the file.",
     "{1}: tệp lớn hơn {2} MiB nên không tạo bản tìm kiếm được; hãy tách tệp."},
    {"{1}: its searchable copy is too large; split the file.",
     "{1}: bản tìm kiếm được quá lớn; hãy tách tệp."},
    {"{1}: no searchable copy can be made: {2}.", "{1}: không tạo được bản tìm kiếm được: {2~}."},
    {"it is encrypted: no searchable copy is made",
     "tệp có mật khẩu nên không tạo bản tìm kiếm được"},
    {"it is signed: a copy would lose the signature, so none is made",
     "tệp có chữ ký số; bản sao sẽ mất chữ ký nên không tạo bản tìm kiếm được"},
    {"it is larger than {1} MiB: no searchable copy is made; split the file",
     "tệp lớn hơn {1} MiB nên không tạo bản tìm kiếm được; hãy tách tệp"},
    {"its searchable copy is too large; split the file", "bản tìm kiếm được quá lớn; hãy tách tệp"},
    {"no searchable copy can be made: {1}", "không tạo được bản tìm kiếm được: {1~}"},
    {"a page's content is packed in a way that can't be read",
     "nội dung một trang được nén theo cách không đọc được"},
    {"a worker was lost while it was made", "tiến trình đọc bị mất trong khi tạo"},

    // ---- the bar and its lines
    {"{1#} document(s)", "{1} văn bản"},
    {"{1#} page(s)", "{1} trang"},
    {"{1#} h {2#} min", "{1} giờ {2} phút"},
    {"{1#} min {2#} s", "{1} phút {2} giây"},
    {"{1#} s", "{1} giây"},

    // ---- the output folder
    {"the output folder {1} was removed or exchanged while the run was at work; start the same "
     "command again: it does what is missing",
     "thư mục kết quả {1} đã bị xóa hoặc thay thế trong lúc chạy; hãy chạy lại đúng lệnh này để "
     "làm phần còn thiếu"},
    {"the output folder {1} is in use by another run (process {2}); wait for it, stop it, or "
     "choose "
     "another output folder (-o)",
     "thư mục kết quả {1} đang được một lần chạy khác sử dụng (tiến trình {2}); hãy chờ, dừng lần "
     "chạy đó, hoặc chọn thư mục kết quả khác (-o)"},
    {"the output folder {1} is in use by another run; wait for it, stop it, or choose another "
     "output "
     "folder (-o)",
     "thư mục kết quả {1} đang được một lần chạy khác sử dụng; hãy chờ, dừng lần chạy đó, hoặc "
     "chọn "
     "thư mục kết quả khác (-o)"},
    {"{1} is there and was not written by planrec: it is not overwritten; choose another output "
     "folder (-o)",
     "đã có {1} không do planrec ghi nên không ghi đè; hãy chọn thư mục kết quả khác (-o)"},
    {"{1} is there and is no {2} of planrec: it is not overwritten; move it, or choose another "
     "output folder (-o)",
     "đã có {1} không phải {2~} của planrec nên không ghi đè; hãy chuyển tệp ấy đi, hoặc chọn thư "
     "mục kết quả khác (-o)"},
    {"record", "bản ghi"},
    {"searchable copy", "bản tìm kiếm được"},
    {"{1} is there and is no log of planrec: it is left as it is; choose another --log",
     "đã có {1} không phải nhật ký của planrec nên được giữ nguyên; hãy chọn tệp --log khác"},
    {"can't write the log {1}: {2}; choose another --log",
     "không ghi được nhật ký {1}: {2~}; hãy chọn tệp --log khác"},
    {"nobody reads that pipe", "không có chương trình nào đọc ống dẫn này"},
    {"the log {1} is not whole: {2}; the records are: free some space, or choose another --log",
     "nhật ký {1} không trọn vẹn: {2~}; các bản ghi vẫn đủ: hãy giải phóng chỗ trống hoặc chọn tệp "
     "--log khác"},
    {"{1} was written by a later version of planrec; use that one, or choose another output folder "
     "(-o). It was left as it is",
     "{1} do phiên bản planrec mới hơn ghi; hãy dùng phiên bản ấy, hoặc chọn thư mục kết quả khác "
     "(-o). Tệp được giữ nguyên"},
    {"{1} is not of planrec; move it away, or choose another output folder (-o). It was left as it "
     "is",
     "{1} không phải của planrec; hãy chuyển tệp ấy đi, hoặc chọn thư mục kết quả khác (-o). Tệp "
     "được giữ nguyên"},
    {"can't write the ledger (ledger.sqlite): {1}; free some space and start the same command "
     "again: "
     "it resumes",
     "không ghi được sổ theo dõi (ledger.sqlite): {1~}; hãy giải phóng chỗ trống rồi chạy lại đúng "
     "lệnh này để làm tiếp"},
    {"can't {1} the ledger (ledger.sqlite): {2}; free some space or check the output folder; if "
     "the "
     "file is damaged, remove it: everything is then done again",
     "không dùng được sổ theo dõi (ledger.sqlite): {2~}; hãy giải phóng chỗ trống hoặc kiểm tra "
     "thư "
     "mục kết quả; nếu tệp hỏng, hãy xóa đi, mọi việc sẽ được làm lại"},
    {"the record {1} is gone from the output folder; start the same command again: it is made anew",
     "bản ghi {1} không còn trong thư mục kết quả; hãy chạy lại đúng lệnh này để tạo lại"},
    {"can't {1} {2}: {3}; free some space and start the same command again: it resumes",
     "không {1~} được {2}: {3~}; hãy giải phóng chỗ trống rồi chạy lại đúng lệnh này để làm tiếp"},
    {"can't {1} {2}: {3}; choose an output folder (-o) that you may write to",
     "không {1~} được {2}: {3~}; hãy chọn thư mục kết quả (-o) mà bạn có quyền ghi"},
    {"can't {1} {2}: {3}; a file stands where a folder is needed: choose another output folder "
     "(-o)",
     "không {1~} được {2}: {3~}; chỗ cần thư mục lại là một tệp: hãy chọn thư mục kết quả khác "
     "(-o)"},
    {"can't {1} {2}: {3}; check the output folder (-o)",
     "không {1~} được {2}: {3~}; hãy kiểm tra thư mục kết quả (-o)"},
    {"write", "ghi"},
    {"write into", "ghi vào"},
    {"make the folder", "tạo thư mục"},
    {"rename", "đổi tên"},
    {"rename into place", "đổi tên vào chỗ"},
    {"flush", "ghi xuống đĩa"},
    {"flush folder", "ghi xuống đĩa thư mục"},
    {"set the permissions of", "đặt quyền cho"},
    {"keep pages in", "giữ trang trong"},
    {"read back pages from", "đọc lại trang từ"},
    {"No space left on device", "hết chỗ trống trên đĩa"},
    {"Permission denied", "không có quyền"},
    {"Read-only file system", "hệ thống tệp chỉ đọc"},
    {"No such file or directory", "không có tệp hoặc thư mục này"},
    {"Not a directory", "không phải thư mục"},
    {"Is a directory", "là thư mục"},
    {"Input/output error", "lỗi vào ra của đĩa"},
    {"File name too long", "tên tệp quá dài"},
    {"Cannot allocate memory", "không cấp phát được bộ nhớ"},
    {"Too many open files", "mở quá nhiều tệp"},

    // ---- processes and the machine
    {"{1} (it was tried twice)", "{1~} (đã thử hai lần)"},
    {"{1} (the page was tried twice)", "{1~} (trang đã được thử hai lần)"},
    {"opening the file", "mở tệp"},
    {"reading page {1}", "đọc trang {1}"},
    {"{1} took longer than {2} s; raise --timeout-page",
     "{1~} quá {2} giây; hãy tăng --timeout-page"},
    {"the document took longer than {1} s; raise --timeout-document",
     "văn bản cần quá {1} giây; hãy tăng --timeout-document"},
    {"the program needed more memory than it may have; use fewer --jobs",
     "chương trình cần nhiều bộ nhớ hơn mức cho phép; hãy giảm --jobs"},
    {"the model file {1} was changed while the run was at work; start the command again",
     "tệp mô hình {1} đã bị thay đổi trong lúc chạy; hãy chạy lại lệnh"},
    {"putting the record together failed: {1}; please report this file",
     "không lập được bản ghi: {1~}; xin báo cho chúng tôi tệp này"},
    {"looking over the record failed: {1}; please report this file",
     "không kiểm tra được bản ghi: {1~}; xin báo cho chúng tôi tệp này"},
    {"a defect of planrec: {1}; please report this file",
     "lỗi của planrec: {1}; xin báo cho chúng tôi tệp này"},
    {"took too long and was stopped", "quá lâu nên đã bị dừng"},
    {"the reading process gave a malformed answer", "tiến trình đọc trả lời sai quy cách"},
    {"needed more memory than {1} MiB; raise --memory-limit",
     "cần nhiều bộ nhớ hơn {1} MiB; hãy tăng --memory-limit"},
    {"used more processor time than its limit and was stopped; raise --timeout-page",
     "dùng quá thời gian xử lý cho phép nên đã bị dừng; hãy tăng --timeout-page"},
    {"the reading process was killed from outside, most likely because the machine ran out of "
     "memory; use fewer --jobs, or end other programs",
     "tiến trình đọc bị dừng từ bên ngoài, rất có thể do máy hết bộ nhớ; hãy giảm --jobs hoặc tắt "
     "bớt chương trình khác"},
    {"the reading process crashed ({1}); the file is damaged or hits a defect of a library",
     "tiến trình đọc bị dừng đột ngột ({1}); tệp hỏng hoặc gặp lỗi của thư viện"},
    {"the reading process ended with code {1}; the file is damaged or hits a defect of a library",
     "tiến trình đọc kết thúc với mã {1}; tệp hỏng hoặc gặp lỗi của thư viện"},
    {"the reading process can't be started", "không khởi động được tiến trình đọc"},
    {"can't start a worker: {1}; use fewer --jobs, or end other programs",
     "không khởi động được tiến trình đọc: {1~}; hãy giảm --jobs hoặc tắt bớt chương trình khác"},
    {"{1}; use fewer --jobs, or allow more open files (ulimit -n)",
     "{1~}; hãy giảm --jobs hoặc cho mở nhiều tệp hơn (ulimit -n)"},
    {"{1}; use fewer --jobs, or allow more (ulimit -n)",
     "{1~}; hãy giảm --jobs hoặc cho phép nhiều hơn (ulimit -n)"},
    {"the system gives no thread to work with; end other programs, or allow more processes (ulimit "
     "-u)",
     "hệ thống không cấp được luồng xử lý; hãy tắt bớt chương trình khác hoặc cho phép nhiều tiến "
     "trình hơn (ulimit -u)"},
    {"this machine refuses to confine the reading processes by {1}, and --require-sandbox was "
     "given",
     "máy này từ chối cô lập tiến trình đọc bằng {1}, trong khi có --require-sandbox"},
    {"no temporary folder for a dry run; set TMPDIR",
     "không có thư mục tạm để chạy thử; hãy đặt TMPDIR"},

    // ---- models
    {"planrec's own recognition model {1} is neither beside the program nor in "
     "../share/planrec/models; install planrec anew, or take --ocr-model debian",
     "không thấy mô hình nhận dạng {1} của planrec cạnh chương trình hay trong "
     "../share/planrec/models; hãy cài lại planrec, hoặc dùng --ocr-model debian"},
    {"recognition model {1}: no such file; name a .traineddata file, or \"planrec\" or \"debian\"",
     "mô hình nhận dạng {1}: không có tệp này; hãy nêu một tệp .traineddata, hoặc \"planrec\", "
     "\"debian\""},
    {"recognition model {1}.traineddata not found in {2}; {3}, or set TESSDATA_PREFIX to the "
     "folder "
     "that has it",
     "không thấy mô hình nhận dạng {1}.traineddata trong {2}; {3~}, hoặc đặt TESSDATA_PREFIX là "
     "thư "
     "mục chứa mô hình"},
    {"install the Debian package {1}", "hãy cài gói Debian {1}"},
    {"Debian has no language of that name; did you mean {1}? (`apt-cache search tesseract-ocr` "
     "lists "
     "them)",
     "Debian không có ngôn ngữ tên này; có phải ý bạn là {1}? (`apt-cache search tesseract-ocr` "
     "liệt "
     "kê)"},
    {"Debian has no language of that name (`apt-cache search tesseract-ocr` lists them)",
     "Debian không có ngôn ngữ tên này (`apt-cache search tesseract-ocr` liệt kê)"},
    {"recognition model {1} can't be read; check its permissions",
     "không đọc được mô hình nhận dạng {1}; hãy kiểm tra quyền đọc"},
    {"recognition model {1} can't be loaded (broken, or of another version); reinstall planrec or "
     "the Debian package {2}",
     "không nạp được mô hình nhận dạng {1} (hỏng hoặc khác phiên bản); hãy cài lại planrec hoặc "
     "gói "
     "Debian {2}"},
    {"no recognition language given; use \"vie\"", "chưa nêu ngôn ngữ nhận dạng; hãy dùng \"vie\""},
    {"no {1} in {2}; install it with the program, name its folder in PLANREC_MODELS, or use "
     "--no-repair",
     "không có {1} trong {2}; hãy cài cùng chương trình, nêu thư mục của nó trong PLANREC_MODELS, "
     "hoặc dùng --no-repair"},
    {"no repair model at {1}: install it again, or use --no-repair",
     "không có mô hình sửa chữ tại {1}: hãy cài lại, hoặc dùng --no-repair"},
    {"the repair model is damaged ({1}): install it again or train it anew",
     "mô hình sửa chữ bị hỏng ({1}): hãy cài lại hoặc huấn luyện lại"},
};

}  // namespace

std::span<const Message> RunMessages() {
  return kMessages;
}

}  // namespace planrec::language
