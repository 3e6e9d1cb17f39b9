//! Words that speak of a code.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Where words for a code stand in the text, in bytes.
pub struct Keywords {
    /// Words that mean nothing but a code: "OTP", "verification code".
    pub strong: Vec<Range<usize>>,
    /// Words that often stand with one: "code", "PIN".
    pub weak: Vec<Range<usize>>,
}

#[allow(clippy::unwrap_used)]
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          \b(?:otp|totp|2fa|mfa|passcode|one[-\ ]time\ (?:pass(?:word|code)|code|pin))\b
        | \b(?:verification|security|confirmation|authentication|authorization|login|log-in|sign-in|access|activation)\ (?:code|pin|number)s?\b
        | \bcode\ de\ (?:v[ée]rification|validation|s[ée]curit[ée]|confirmation)\b
        | \bc[óo]digo\ de\ (?:verifica\w+|seguran\w+|seguridad|confirma\w+|acceso)\b
        | \bcodice\ di\ (?:verifica|sicurezza|conferma)\b
        | \b(?:sicherheits|best[äa]tigungs|verifizierungs|anmelde|zugangs)code\b | \b(?:sms|m)?tan\b
        | \bкод\ (?:подтверждения|доступа|авторизации|для\ входа)\b
        | \b(?:verificatie|beveiligings|inlog)code\b | \bkod\ weryfikacyjny\b
        | 验证码|驗證碼|校验码|动态码|認証コード|確認コード|인증번호|인증\ ?코드
        ",
    )
    .unwrap()
});

#[allow(clippy::unwrap_used)]
static WEAK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          \b(?:code|codes|pin|password|kode|kod|kodu|koodi|c[óo]digo|codice|cod|šifra|senha|clave|mot\ de\ passe|passwort|kennwort)\b
        | \b(?:код|пароль|κωδικός|קוד|رمز|कोड)\b
        | 密码|密碼|コード|暗証番号|코드|รหัส|mã
        ",
    )
    .unwrap()
});

/// The words in a text; a weak one inside a strong one is not counted again.
pub fn find(text: &str) -> Keywords {
    let strong: Vec<Range<usize>> = STRONG.find_iter(text).map(|found| found.range()).collect();
    let weak = WEAK.find_iter(text).map(|found| found.range());
    let weak = weak
        .filter(|weak| !strong.iter().any(|s| s.start <= weak.start && weak.end <= s.end))
        .collect();
    Keywords { strong, weak }
}
