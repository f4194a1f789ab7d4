/// Finds Arabic names in sentences. Arabic writes short words together with the next one, and many words have several
/// spellings.
package enum ArabicWords {
  /// The text in one spelling: without marks for vowels and lengthening. Text in other scripts is left as it is.
  package static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isArabic) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isMark(scalar) { result.append(letter(scalar)) }
    return String(result)
  }

  private static func isArabic(_ scalar: Unicode.Scalar) -> Bool { (0x600...0x6FF).contains(scalar.value) }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{640}" || scalar.properties.generalCategory == .nonspacingMark
  }

  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "أ", "إ", "آ", "ٱ": "ا"
    case "ی": "ي"
    case "ة": "ه"
    case "ک": "ك"
    default: scalar
    }
  }

  /// `and`, `to`, `by`, `as` and the article, which are written together with the next word.
  private static let prefixes = ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك"]

  /// The words that remain without one of the prefixes, where at least three letters remain.
  package static func withoutPrefix(_ word: String) -> [String] {
    guard let first = word.unicodeScalars.first, isArabic(first) else { return [] }
    return prefixes.filter { word.hasPrefix($0) }.map { String(word.dropFirst($0.count)) }
      .filter { $0.count > 2 }
  }

  /// Whether a word in the one spelling is common in error messages.
  package static func isUsual(_ word: String) -> Bool {
    usual.contains(word) || withoutPrefix(word).contains(where: usual.contains)
  }

  /// None of these words is the name of a customer.
  private static let usual = Set(
    """
    في من الى على عن مع هذا هذه ذلك التي الذي قد لم لن لا ليس ليست غير هو هي كان تم يتم قبل بعد بين حتى عند عبر كل او ثم
    ان اذا بدون يجب يمكن لديك لديه هناك اي ما منذ خلال اكثر اقل اخرى اخر نفس حاليا الان يرجى الرجاء لاحقا مره ثانيه
    رقم ارقام الرقم هاتف جوال واتساب رساله رسائل مستلم مرسل جهه جهات اتصال مستخدم حساب عميل طلب طلبات خدمه خادم نظام
    خطا اخطاء فشل فشلت تعذر تعذرت ارسال استلام تسليم توصيل صحيح صالح صالحه موجود موجوده مسجل مسجله مفعل معطل محظور مرفوض
    متصل متصله منقطع مغلق مفتوح مطلوب مفقود منتهي انتهت انتهي صلاحيه مهله وقت زمن تاريخ يوم ساعه دقيقه ثانيه دقائق
    رصيد كافي كاف حد اقصى ادنى تجاوز عدد محاوله محاولات حاول مفتاح اذن صلاحيات تصريح دخول تسجيل رمز كلمه مرور
    محتوى نص ملف صوره فيديو وسائط رابط قالب متغير متغيرات حقل حقول قيمه نوع اسم بريد الكتروني عنوان معرف بيانات
    نجاح بنجاح انتظار قائمه معلق معالجه استجابه شبكه انترنت متاح متاحه مشغول صيانه داخلي
    """.split(whereSeparator: \.isWhitespace).map { plain(String($0)) })
}
