// SPDX-License-Identifier: GPL-3.0-or-later
// Why a file, or a page of it, can't be read, and what to do about it.
#include "pipeline/language/language.h"

namespace planrec::language {
namespace {

constexpr Message kMessages[] = {
    // ---- files
    {"check the path", "hãy kiểm tra đường dẫn"},
    {"give yourself the right to read it", "hãy cấp quyền đọc"},
    {"{1}; check the path", "{1~}; hãy kiểm tra đường dẫn"},
    {"{1}; give yourself the right to read it", "{1~}; hãy cấp quyền đọc"},
    {"{1}; check the path and the disk it is on", "{1~}; hãy kiểm tra đường dẫn và ổ đĩa"},
    {"check the path and the disk it is on", "hãy kiểm tra đường dẫn và ổ đĩa"},
    {"can't be opened: {1}; {2}", "không mở được: {1~}; {2~}"},
    {"can't be opened: {1}", "không mở được: {1~}"},
    {"can't be read: {1}; check the file and the disk it is on",
     "không đọc được: {1~}; hãy kiểm tra tệp và ổ đĩa"},
    {"can't be mapped: {1}", "không ánh xạ được vào bộ nhớ: {1~}"},
    {"can't be read to its end; check the disk it is on",
     "không đọc được đến hết; hãy kiểm tra ổ đĩa"},
    {"is not a file; give one document", "không phải là tệp; hãy nêu một văn bản"},
    {"is a folder; name the file", "là thư mục; hãy nêu tên tệp"},
    {"is neither a file nor a pipe; name a file", "không phải tệp hay ống dẫn; hãy nêu tên tệp"},
    {"the folder has no images any more", "thư mục không còn ảnh nào"},
    {"the folder's images have more bytes than --max-bytes {1} allows",
     "các ảnh trong thư mục có tổng số byte quá mức --max-bytes {1} cho phép"},
    {"the folder has more images than --max-pages {1}; raise it, or part the folder",
     "thư mục có nhiều ảnh hơn --max-pages {1}; hãy tăng mức đó hoặc chia thư mục"},
    {"{1} changed while the folder was read; start the command again",
     "{1} thay đổi trong lúc đọc thư mục; hãy chạy lại lệnh"},
    {"the image can't be read; get an undamaged copy",
     "không đọc được ảnh; hãy lấy bản không hỏng"},
    {"the joined images are no such file as planrec makes",
     "tệp ghép ảnh không phải do planrec tạo ra"},
    {"the file only looks as if planrec had joined images; give the images",
     "tệp chỉ giống như ảnh do planrec ghép; hãy nêu chính các ảnh"},
    {"no input was found there; check the paths given",
     "không có tệp đầu vào nào ở đó; hãy kiểm tra đường dẫn đã nêu"},
    {"an empty path was given", "đường dẫn để trống"},
    {"not reached yet", "chưa làm tới"},
    {"neither a file nor a folder", "không phải tệp hay thư mục"},
    {"the log of this run", "nhật ký của lần chạy này"},
    {"symbolic link back to a folder that it is in: a loop",
     "liên kết dẫn ngược về thư mục chứa nó: vòng lặp"},
    {"symbolic link to itself", "liên kết trỏ về chính nó"},
    {"symbolic link, not followed; give its target as an input, or --follow-links",
     "liên kết, không đi theo; hãy nêu tệp đích làm đầu vào, hoặc dùng --follow-links"},
    {"exports of planrec", "tệp do planrec xuất ra"},
    {"hidden folder", "thư mục ẩn"},
    {"hidden file", "tệp ẩn"},
    {"was exchanged since it was found; start the command again",
     "đã bị thay thế sau khi tìm thấy; hãy chạy lại lệnh"},
    {"is no file any more; start the command again", "không còn là tệp; hãy chạy lại lệnh"},
    {"the file changed while it was read; start the command again",
     "tệp thay đổi trong lúc đọc; hãy chạy lại lệnh"},
    {"the file grows while it is read; start the command again",
     "tệp lớn thêm trong lúc đọc; hãy chạy lại lệnh"},
    {"the file has no bytes; get it again from its source",
     "tệp không có nội dung; hãy lấy lại từ nơi cung cấp"},
    {"the file has no bytes", "tệp không có nội dung"},
    {"the file has {1} bytes, more than --max-bytes {2} allows",
     "tệp có {1} byte, quá mức --max-bytes {2} cho phép"},
    {"the file has {1} bytes; --max-bytes allows more", "tệp có {1} byte; có thể tăng --max-bytes"},
    {"the file does not fit into a worker's memory; raise --memory-limit",
     "tệp không vừa bộ nhớ của tiến trình đọc; hãy tăng --memory-limit"},
    {"standard input has more than --max-bytes {1} allows",
     "đầu vào chuẩn dài hơn mức --max-bytes {1} cho phép"},
    {"the name of its record is longer than the system allows ({1} bytes with the output "
     "folder's); "
     "give the folder nearer to the file as the input, or choose a shorter output folder (-o)",
     "tên bản ghi dài hơn mức hệ thống cho phép ({1} byte kể cả thư mục kết quả); hãy nêu thư mục "
     "gần tệp hơn làm đầu vào, hoặc chọn thư mục kết quả (-o) ngắn hơn"},

    // ---- kinds of files
    {"the file is {1}", "tệp là {1~}"},
    {"an old Office document; save it as PDF", "văn bản Office cũ; hãy lưu thành PDF"},
    {"an RTF document; save it as PDF", "văn bản RTF; hãy lưu thành PDF"},
    {"an archive; give it to run, or unpack it",
     "tệp lưu trữ nén; hãy dùng lệnh run, hoặc giải nén trước"},
    {"a compressed file; unpack it first", "tệp nén; hãy giải nén trước"},
    {"a GIF image; save it as PNG", "ảnh GIF; hãy lưu thành PNG"},
    {"a BMP image; save it as PNG", "ảnh BMP; hãy lưu thành PNG"},
    {"the file is JSON, XML or HTML; save the document behind it as PDF",
     "tệp là JSON, XML hoặc HTML; hãy lưu văn bản gốc thành PDF"},
    {"not a PDF, office document, image or text file; convert it to PDF",
     "không phải tệp PDF, văn bản Office, ảnh hay văn bản thuần; hãy chuyển thành PDF"},

    // ---- files within files
    {"the archive holds no files; get it again from its source",
     "tệp nén không chứa tệp nào; hãy lấy lại từ nguồn"},
    {"the file in the archive is locked by a password; give it by --password-file, or unpack it "
     "with its owner's program",
     "tệp trong tệp nén có mật khẩu; hãy nêu mật khẩu bằng --password-file, hoặc giải nén bằng "
     "chương trình đã tạo"},
    {"the archive is locked by a password; give it by --password-file, or unpack it with its "
     "owner's program",
     "tệp nén có mật khẩu; hãy nêu mật khẩu bằng --password-file, hoặc giải nén bằng chương trình "
     "đã tạo"},
    {"the archive is damaged ({1}); get an undamaged copy",
     "tệp nén bị hỏng ({1}); hãy xin bản không hỏng"},
    {"the archive is damaged; get an undamaged copy", "tệp nén bị hỏng; hãy xin bản không hỏng"},
    {"the file in the archive is damaged ({1}); get an undamaged copy",
     "tệp trong tệp nén bị hỏng ({1}); hãy xin bản không hỏng"},
    {"the archive has more than {1} files; unpack it, or raise --max-entries",
     "tệp nén có hơn {1} tệp; hãy giải nén trước, hoặc tăng --max-entries"},
    {"the file holds more than {1} files; unpack it, or raise --max-entries",
     "tệp chứa hơn {1} tệp; hãy giải nén trước, hoặc tăng --max-entries"},
    {"the file unpacks into more than {1} MiB; if it can be trusted, raise --max-unpacked",
     "tệp giải nén ra hơn {1} MiB; nếu đáng tin, hãy tăng --max-unpacked"},
    {"the file unpacks into more than {1} times its size; if it can be trusted, raise --max-ratio",
     "tệp giải nén ra hơn {1} lần kích thước; nếu đáng tin, hãy tăng --max-ratio"},
    {"archives stand in each other deeper than --max-depth {1} allows; unpack it, or raise that",
     "tệp nén lồng nhau sâu hơn mức --max-depth {1}; hãy giải nén trước, hoặc tăng mức này"},
    {"the file's name leads out of the archive; unpack it with care and give the file itself",
     "tên tệp dẫn ra ngoài tệp nén; hãy giải nén cẩn thận rồi đưa chính tệp đó"},
    {"the file has more than --max-bytes {1} allows, unpacked",
     "tệp sau giải nén lớn hơn mức --max-bytes {1}"},
    {"a link or device in an archive", "liên kết hoặc thiết bị trong tệp nén"},
    {"the document has {1} pages and none of --pages {2}",
     "văn bản có {1} trang, không có trang nào trong --pages {2}"},
    {"others may read the password file; keep it to yourself (chmod 600)",
     "người khác đọc được tệp mật khẩu; hãy giữ riêng cho mình (chmod 600)"},

    // ---- PDF
    {"the PDF asks for a password; give it by --password-file, or remove it with its owner's "
     "program (or qpdf --decrypt)",
     "PDF có mật khẩu; hãy nêu mật khẩu bằng --password-file, hoặc gỡ bằng chương trình đã tạo "
     "(hoặc qpdf --decrypt)"},
    {"the PDF asks for a password that is none of those in --password-file; add it, or remove it "
     "with its owner's program (or qpdf --decrypt)",
     "mật khẩu của PDF không có trong --password-file; hãy bổ sung, hoặc gỡ bằng chương trình đã "
     "tạo (hoặc qpdf --decrypt)"},
    {"the PDF is a form in XFA, whose pages only programs of Adobe's draw; print it to PDF there "
     "and give that",
     "PDF là biểu mẫu XFA, chỉ chương trình của Adobe dựng được trang; hãy in ra PDF ở đó rồi đưa "
     "bản in"},
    {"the PDF can't be opened: {1}; get an undamaged copy",
     "không mở được PDF: {1}; hãy xin bản không hỏng"},
    {"the PDF can't be opened; get an undamaged copy", "không mở được PDF; hãy xin bản không hỏng"},
    {"the PDF has no pages; get an undamaged copy", "PDF không có trang; hãy xin bản không hỏng"},
    {"the PDF has {1} pages, more than --max-pages {2}",
     "PDF có {1} trang, quá mức --max-pages {2}"},
    {"the document has no pages", "văn bản không có trang nào"},
    {"the document has {1} pages, more than --max-pages {2} allows",
     "văn bản có {1} trang, quá mức --max-pages {2} cho phép"},
    {"the document has no such page", "văn bản không có trang này"},
    {"opening the file again gave other pages", "mở lại tệp thì thấy số trang khác"},
    {"the page's object can't be read: {1}", "không đọc được đối tượng của trang: {1}"},
    {"the page's object can't be read", "không đọc được đối tượng của trang"},
    {"the page's instructions unpack into more than {1} MiB; if the file can be trusted, raise "
     "--max-content",
     "lệnh vẽ của trang giải nén ra hơn {1} MiB; nếu tin tệp này, hãy tăng --max-content"},
    {"the page draws with more than {1} operators; if the file can be trusted, raise "
     "--max-operations",
     "trang có hơn {1} lệnh vẽ; nếu tin tệp này, hãy tăng --max-operations"},
    {"nothing of the page can be read: {1}", "không đọc được gì trên trang: {1}"},
    {"an image of the page claims {1} x {2} pixels; get a copy of a sound size",
     "một ảnh trên trang khai {1} x {2} điểm ảnh; hãy xin bản có cỡ hợp lý"},
    {"the page can't be rendered: {1}", "không vẽ được trang: {1}"},
    {"the page can't be rendered", "không vẽ được trang"},

    // ---- images
    {"no such page", "không có trang này"},
    {"the image's header can't be read; get an undamaged copy",
     "không đọc được phần đầu của ảnh; hãy xin bản không hỏng"},
    {"the image has {1} x {2} pixels; get a copy of a sound size",
     "ảnh có {1} x {2} điểm ảnh; hãy xin bản có cỡ hợp lý"},
    {"the image has {1} x {2} pixels; raise --memory-limit to {3} or give a smaller one",
     "ảnh có {1} x {2} điểm ảnh; hãy tăng --memory-limit lên {3} hoặc dùng ảnh nhỏ hơn"},
    {"the image can't be decoded; get an undamaged copy",
     "không giải mã được ảnh; hãy xin bản không hỏng"},
    {"no memory to convert the image; lower --max-pixels",
     "không đủ bộ nhớ để chuyển đổi ảnh; hãy giảm --max-pixels"},
    {"no memory to encode the image", "không đủ bộ nhớ để mã hóa ảnh"},
    {"the TIFF has no readable page; get an undamaged copy",
     "TIFF không có trang nào đọc được; hãy xin bản không hỏng"},
    {"the TIFF has more pages than --max-pages {1}", "TIFF có nhiều trang hơn --max-pages {1}"},
    {"not enough memory for the page's image", "không đủ bộ nhớ cho ảnh của trang"},

    // ---- text
    {"the text is not valid UTF-8; convert it first, e.g. iconv -f WINDOWS-1258 -t UTF-8 (older "
     "Vietnamese files: TCVN3/VNI converters)",
     "văn bản không phải UTF-8; hãy chuyển mã trước, ví dụ iconv -f WINDOWS-1258 -t UTF-8 (tệp "
     "tiếng Việt cũ: dùng công cụ chuyển mã TCVN3/VNI)"},
    {"the text has more than {1} bytes; split it into several files",
     "văn bản dài hơn {1} byte; hãy tách thành nhiều tệp"},
    {"the text has more than {1} lines; split it into several files",
     "văn bản có hơn {1} dòng; hãy tách thành nhiều tệp"},
    {"the text has {1} pages; raise --max-pages to read it",
     "văn bản có {1} trang; hãy tăng --max-pages để đọc"},
    {"the file holds no text", "tệp không có chữ"},
    {"no page has any text; if the pages are scans, look at their quality and do not use --ocr "
     "never",
     "không trang nào có chữ; nếu là bản quét, hãy xem chất lượng ảnh và không dùng --ocr never"},
    {"what was read of {1} pages is not to be trusted (page.unreadable in the record names them); "
     "look at them, or scan them anew",
     "kết quả đọc của {1} trang không đáng tin (page.unreadable trong bản ghi nêu rõ); hãy xem lại "
     "hoặc quét lại các trang này"},
    {"the record does not validate at {1}; please report this file",
     "bản ghi không hợp lệ tại {1}; xin báo cho chúng tôi tệp này"},
    {"the record and what is wanted beside it are larger than {1} MiB; split the file",
     "bản ghi và phần kèm theo lớn hơn {1} MiB; hãy tách tệp"},
    {"the words and lines of its pages take more than {1} MiB; split the file",
     "chữ và dòng của các trang chiếm hơn {1} MiB; hãy tách tệp"},
    {"the words and lines of the page take more than {1} MiB; split the file",
     "chữ và dòng của trang chiếm hơn {1} MiB; hãy tách tệp"},
    {"opening the file needs more memory", "mở tệp cần thêm bộ nhớ"},
    {"reading the page needs more memory", "đọc trang cần thêm bộ nhớ"},
    {"drawing the page needs more memory", "vẽ trang cần thêm bộ nhớ"},
    {"cleaning the page needs more memory", "làm sạch trang cần thêm bộ nhớ"},
    {"checking the record needs more memory", "kiểm tra bản ghi cần thêm bộ nhớ"},
    {"putting the record together needs more memory", "lập bản ghi cần thêm bộ nhớ"},

    // ---- corrections and exports
    {"{1} can't be read: {2}", "không đọc được {1}: {2~}"},
    {"{1} is no file of planrec's", "{1} không phải tệp của planrec"},
    {"no records (records/….plan.json) in {1}; give the folder that `planrec run -o` wrote",
     "không có bản ghi (records/….plan.json) trong {1}; hãy nêu thư mục mà `planrec run -o` đã "
     "ghi"},
    {"there is no table '{1}': give one of {2}", "không có bảng '{1}': hãy chọn một trong {2}"},
    {"none of the records in {1} can be read: {2}", "không đọc được bản ghi nào trong {1}: {2~}"},
    {"{1} is there and is no export of planrec: it is not overwritten; move it, or name another "
     "file "
     "(-o)",
     "đã có {1} không phải tệp xuất của planrec nên không ghi đè; hãy chuyển tệp ấy đi, hoặc đặt "
     "tên "
     "tệp khác (-o)"},
    {"the list from standard input has more than {1#} MiB; name folders, or run parts of it one "
     "after the other",
     "danh sách từ đầu vào chuẩn lớn hơn {1} MiB; hãy nêu thư mục, hoặc chạy từng phần lần lượt"},
    {"{1} is there already: a package is not overwritten; choose another (-o)",
     "đã có {1}: không ghi đè gói; hãy chọn nơi khác (-o)"},
    {"can't write {1}: {2}; {3}", "không ghi được {1}: {2~}; {3~}"},

    // ---- what else can fail
    {"no such file", "không có tệp này"},
    {"the archive ends before the file", "tệp nén kết thúc trước khi hết tệp bên trong"},
    {"the file's name in the archive is too long", "tên tệp trong tệp nén quá dài"},
    {"the archive's names take too much; unpack it",
     "tên các tệp trong tệp nén quá nhiều; hãy giải nén trước"},
    {"unpacking needs more memory; raise --memory-limit",
     "giải nén cần thêm bộ nhớ; hãy tăng --memory-limit"},
    {"the PDF has more than {1} attached files; take them out, or raise --max-entries",
     "PDF có hơn {1} tệp đính kèm; hãy tách chúng ra, hoặc tăng --max-entries"},
    {"the attached file's bytes can't be read; get an undamaged copy",
     "không đọc được tệp đính kèm; hãy xin bản không hỏng"},
    {"the HEIC or AVIF file has no readable image; get an undamaged copy",
     "tệp HEIC hoặc AVIF không có ảnh đọc được; hãy xin bản không hỏng"},
    {"the HEIC or AVIF file can't be read: {1}; get an undamaged copy",
     "không đọc được tệp HEIC hoặc AVIF: {1}; hãy xin bản không hỏng"},
    {"no memory to open the image", "không đủ bộ nhớ để mở ảnh"},
    {"no memory to draw the page; raise --memory-limit",
     "không đủ bộ nhớ để vẽ trang; hãy tăng --memory-limit"},
    {"there is no such part of the page", "không có phần này của trang"},
    {"the document is locked by a password; save a copy without it",
     "văn bản có mật khẩu; hãy lưu bản không có mật khẩu"},
    {"the document's head is damaged; get an undamaged copy",
     "phần đầu tệp văn bản bị hỏng; hãy xin bản không hỏng"},
    {"the repair model's channel is damaged: install it again or train it anew",
     "mô hình sửa dấu bị hỏng: hãy cài lại hoặc huấn luyện lại"},
    {"the model of handwritten digits is broken or of another version; install planrec anew",
     "mô hình chữ số viết tay bị hỏng hoặc khác phiên bản; hãy cài lại planrec"},
    {"the page can't be read; save it again in the browser",
     "không đọc được trang web; hãy lưu lại từ trình duyệt"},
    {"the page holds no text; save it once its text is shown",
     "trang web không có chữ; hãy lưu khi chữ đã hiện ra"},
    {"the text is neither UTF-8 nor of a Vietnamese encoding that can be told; convert it "
     "first, e.g. iconv -f WINDOWS-1252 -t UTF-8",
     "văn bản không phải UTF-8, cũng không thuộc bảng mã tiếng Việt nhận ra được; hãy chuyển "
     "mã trước, ví dụ iconv -f WINDOWS-1252 -t UTF-8"},
    {"the text has no such page", "văn bản không có trang này"},
    {"a text file has no picture of its pages", "tệp văn bản thuần không có ảnh trang"},
    {"the converting process left no PDF", "tiến trình chuyển đổi không tạo ra PDF"},
    {"LibreOffice failed at the document (it was tried twice); get an undamaged copy, raise "
     "--memory-limit, or save it as PDF",
     "LibreOffice không chuyển được văn bản (đã thử hai lần); hãy xin bản không hỏng, tăng "
     "--memory-limit, hoặc lưu thành PDF"},
    {"LibreOffice can't be started; install libreoffice-writer anew, or save the document as "
     "PDF",
     "không khởi động được LibreOffice; hãy cài lại libreoffice-writer, hoặc lưu văn bản thành "
     "PDF"},
    {"LibreOffice can't read the document; get an undamaged copy, or save it as PDF in the "
     "program that wrote it",
     "LibreOffice không đọc được văn bản; hãy xin bản không hỏng, hoặc lưu thành PDF bằng "
     "chương trình đã soạn"},
    {"LibreOffice did not answer; run again, or save the document as PDF",
     "LibreOffice không trả lời; hãy chạy lại, hoặc lưu văn bản thành PDF"},
    {"the converted document is no PDF", "bản chuyển đổi không phải PDF"},
    {"the run noted no place of this original; say --originals FOLDER",
     "lần chạy không ghi nơi để bản gốc này; hãy nêu --originals THƯ_MỤC"},
    {"the file changed while it was read", "tệp thay đổi trong khi đang đọc"},
    {"the worker is gone", "tiến trình đọc đã mất"},
    {"the worker is gone{1}", "tiến trình đọc đã mất{1~}"},
    {"no temporary folder for the working copy of the ledger; set TMPDIR",
     "không có thư mục tạm cho bản làm việc của sổ; hãy đặt TMPDIR"},
    {"there is no such record", "không có bản ghi này"},
    {"others are saving into this record; save again",
     "người khác đang lưu vào bản ghi này; hãy lưu lại"},
    {"others are saving into this record; try again",
     "người khác đang lưu vào bản ghi này; hãy thử lại"},
    {"the record's path leads elsewhere", "đường dẫn của bản ghi dẫn ra nơi khác"},
    {"too many pictures are waited for; ask again",
     "đang chờ quá nhiều ảnh trang; hãy yêu cầu lại"},
    {"the body has no bytes; send the file", "nội dung gửi lên trống; hãy gửi tệp"},
    {"the server is ending", "máy chủ đang dừng"},
    {"reading the file took too long and was stopped", "đọc tệp quá lâu nên đã dừng"},
    {"no record: the text is not one JSON object; check that the file is complete",
     "không phải bản ghi: nội dung không phải một đối tượng JSON; hãy kiểm tra tệp có đủ "
     "không"},
    {"another process began to merge {1} while this one was held up; wait for it, or merge "
     "again",
     "tiến trình khác đã bắt đầu gộp {1} trong khi tiến trình này bị dừng; hãy chờ, hoặc gộp "
     "lại"},
    {"the folder {1} can't be opened ({2}); put it back",
     "không mở được thư mục {1} ({2~}); hãy trả thư mục về chỗ cũ"},
    {"--password-file: {1}; give a text file with a password a line",
     "--password-file: {1~}; hãy dùng tệp văn bản, mỗi dòng một mật khẩu"},
    {"--with pdf copies whole files; leave out --pages", "--with pdf sao cả tệp; hãy bỏ --pages"},
    {"'{1}' is no list of pages, as 1-3,7", "'{1}' không phải danh sách trang, như 1-3,7"},
    {"of {1} pages only {2} were read, as asked for by --pages",
     "trong {1} trang chỉ đọc {2}, theo --pages"},
};

}  // namespace

std::span<const Message> FileMessages() {
  return kMessages;
}

}  // namespace planrec::language
