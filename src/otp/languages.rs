//! The usual text of a code in the languages that it is asked for most.

/// How a code is told in one language.
pub struct Wording {
    /// The language, as BCP 47 writes it.
    pub language: &'static str,
    /// With places for `{code}`, `{company}` and `{validity}`.
    pub text: &'static str,
    /// A validity of one minute.
    pub one_minute: &'static str,
    /// Of several; `#` stands for how many.
    pub minutes: &'static str,
}

macro_rules! wordings {
    ($($language:literal: $text:literal, $one:literal, $minutes:literal;)+) => {
        /// All of them; the first stands in for languages that are not here.
        pub const ALL: &[Wording] = &[$(Wording {
            language: $language, text: $text, one_minute: $one, minutes: $minutes,
        }),+];
    };
}

wordings! {
    "en": "{code} is your {company} verification code. Valid for {validity}.", "1 minute", "# minutes";
    "ar": "رمز التحقق الخاص بك في {company} هو {code}. صالح لمدة {validity}.", "دقيقة واحدة", "# د";
    "bg": "{code} е вашият код за потвърждение за {company}. Валиден {validity}.", "1 минута", "# минути";
    "bn": "আপনার {company} যাচাইকরণ কোড {code}। মেয়াদ {validity}।", "1 মিনিট", "# মিনিট";
    "cs": "{code} je váš ověřovací kód pro {company}. Platí {validity}.", "1 minutu", "# min";
    "da": "{code} er din bekræftelseskode til {company}. Gyldig i {validity}.", "1 minut", "# minutter";
    "de": "{code} ist Ihr Bestätigungscode für {company}. Er gilt {validity}.", "1 Minute", "# Minuten";
    "el": "{code} είναι ο κωδικός επαλήθευσης για {company}. Ισχύει για {validity}.", "1 λεπτό", "# λεπτά";
    "es": "{code} es tu código de verificación de {company}. Válido durante {validity}.", "1 minuto", "# minutos";
    "et": "{code} on sinu kinnituskood: {company}. Kehtib {validity}.", "1 minuti", "# minutit";
    "fa": "کد تأیید {company} شما {code} است. اعتبار: {validity}.", "1 دقیقه", "# دقیقه";
    "fi": "{code} on vahvistuskoodisi palveluun {company}. Voimassa {validity}.", "1 minuutin", "# minuuttia";
    "fr": "{code} est votre code de vérification {company}. Valable {validity}.", "1 minute", "# minutes";
    "he": "קוד האימות שלך ב-{company} הוא {code}. בתוקף למשך {validity}.", "דקה אחת", "# דקות";
    "hi": "आपका {company} सत्यापन कोड {code} है। {validity} तक मान्य।", "1 मिनट", "# मिनट";
    "hr": "{code} je vaš kod za potvrdu za {company}. Vrijedi {validity}.", "1 minutu", "# min";
    "hu": "{code} az Ön {company} ellenőrző kódja. Érvényes: {validity}.", "1 percig", "# percig";
    "id": "{code} adalah kode verifikasi {company} Anda. Berlaku selama {validity}.", "1 menit", "# menit";
    "it": "{code} è il tuo codice di verifica {company}. Valido per {validity}.", "1 minuto", "# minuti";
    "ja": "{company}の認証コードは{code}です。有効期限は{validity}です。", "1分", "#分";
    "ko": "{company} 인증번호는 {code}입니다. {validity} 동안 유효합니다.", "1분", "#분";
    "lt": "{code} yra jūsų {company} patvirtinimo kodas. Galioja {validity}.", "1 minutę", "# min.";
    "lv": "{code} ir jūsu {company} apstiprinājuma kods. Derīgs {validity}.", "1 minūti", "# minūtes";
    "ms": "{code} ialah kod pengesahan {company} anda. Sah selama {validity}.", "1 minit", "# minit";
    "nb": "{code} er bekreftelseskoden din for {company}. Gyldig i {validity}.", "1 minutt", "# minutter";
    "nl": "{code} is je verificatiecode voor {company}. Geldig gedurende {validity}.", "1 minuut", "# minuten";
    "pl": "{code} to Twój kod weryfikacyjny {company}. Ważny przez {validity}.", "1 minutę", "# min";
    "pt": "{code} é o seu código de verificação {company}. Válido por {validity}.", "1 minuto", "# minutos";
    "ro": "{code} este codul tău de verificare {company}. Valabil {validity}.", "1 minut", "# min";
    "ru": "{code} — ваш код подтверждения {company}. Действует {validity}.", "1 минуту", "# мин";
    "sk": "{code} je váš overovací kód pre {company}. Platí {validity}.", "1 minútu", "# min";
    "sl": "{code} je vaša potrditvena koda za {company}. Velja {validity}.", "1 minuto", "# min";
    "sr": "{code} је ваш код за потврду за {company}. Важи {validity}.", "1 минут", "# мин";
    "sv": "{code} är din verifieringskod för {company}. Gäller i {validity}.", "1 minut", "# minuter";
    "th": "รหัสยืนยัน {company} ของคุณคือ {code} ใช้ได้ภายใน {validity}", "1 นาที", "# นาที";
    "tr": "{code} {company} doğrulama kodunuz. {validity} geçerlidir.", "1 dakika", "# dakika";
    "uk": "{code} — ваш код підтвердження {company}. Дійсний {validity}.", "1 хвилину", "# хв";
    "ur": "آپ کا {company} تصدیقی کوڈ {code} ہے۔ {validity} کے لیے درست۔", "1 منٹ", "# منٹ";
    "vi": "{code} là mã xác minh {company} của bạn. Có hiệu lực trong {validity}.", "1 phút", "# phút";
    "zh": "【{company}】验证码：{code}，{validity}内有效。", "1分钟", "#分钟";
    "zh-Hant": "【{company}】驗證碼：{code}，{validity}內有效。", "1分鐘", "#分鐘";
}

/// The wording in a language: an exact one, else the language without its region, else English.
pub fn find(language: &str) -> &'static Wording {
    let language = language.replace('_', "-");
    let language = match language.to_ascii_lowercase().as_str() {
        "zh-tw" | "zh-hk" | "zh-mo" => "zh-Hant".to_owned(),
        "no" | "nn" => "nb".to_owned(),
        _ => language,
    };
    let base = language.split('-').next().unwrap_or_default();
    let named = |name: &str| ALL.iter().find(|each| each.language.eq_ignore_ascii_case(name));
    named(&language).or_else(|| named(base)).unwrap_or(&ALL[0])
}
