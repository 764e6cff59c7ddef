"""A letter in every script that letters can be written in, made by hand: for proofs and tests of what fonts and
directions do. The phrases of real letters stand in letters/phrases/."""

from dataclasses import dataclass, replace

from campaign.merging.bidi import isolated
from campaign.merging.han import han_forms
from campaign.merging.letter import Item, MergedLetter, plain
from campaign.merging.phrasebook import FaxWords
from campaign.merging.signature import INK, Signature


@dataclass(frozen=True)
class Sample:
    """What a letter says in one language, and a sender who writes in its script."""

    language: str
    name: str
    street: str
    town: str
    country: str  # code of the sender's
    subject: str
    salutation: str
    opening: str
    introduction: str
    demands: tuple[str, str]
    thanks: str
    closing: str
    date: str
    direction: str = "ltr"


SAMPLES = (
    Sample(
        "en", "Ana Souza Oliveira", "Rua das Flores 7", "1200-192 Lisboa", "PT", "Ilir Doe", "Dear Minister,",
        "I am writing to you out of deep concern for Ilir Doe, a journalist, who was arrested on 28 April 2026 at "
        "15:30. His lawyer has not been allowed to see him, and his family (a wife and 2 children) has no news of him.",
        "I respectfully urge you to:",
        ("release him immediately;", "let him see a lawyer, as article 14 (3) asks."),
        "Thank you for your attention to this matter.", "Yours sincerely,", "Lisboa, 4 May 2026",
    ),
    Sample(
        "vi", "Nguyễn Thị Ánh Tuyết", "Số 12, phố Hàng Bạc", "Hà Nội 100000", "VN", "Trần Văn Ưởng",
        "Kính gửi ông Bộ trưởng,",
        "Tôi viết thư này vì vô cùng lo ngại cho ông Trần Văn Ưởng, một nhà báo bị bắt ngày 28 tháng 4 năm 2026. "
        "Luật sư không được phép gặp ông, và gia đình ông (vợ cùng 2 con) không nhận được tin tức gì.",
        "Tôi trân trọng đề nghị ông:",
        ("trả tự do ngay lập tức cho ông Ưởng;", "cho phép ông gặp luật sư theo Điều 14 (3)."),
        "Xin cảm ơn ông đã quan tâm đến việc này.", "Trân trọng,", "Hà Nội, ngày 4 tháng 5 năm 2026",
    ),
    Sample(
        "ru", "Ольга Сергеевна Ёлкина", "ул. Пушкина, д. 7, кв. 12", "101000 Москва", "RU", "Игорь Каляпин",
        "Уважаемый господин Министр!",
        "Я пишу Вам, потому что глубоко обеспокоена судьбой журналиста Игоря Каляпина, задержанного 28 апреля "
        "2026 года. К нему не допускают адвоката, а его семья (жена и 2 детей) не имеет о нём никаких известий.",
        "Настоятельно прошу Вас:",
        ("немедленно освободить его;", "допустить к нему адвоката согласно статье 14 (3)."),
        "Благодарю Вас за внимание к этому делу.", "С уважением,", "Москва, 4 мая 2026 г.",
    ),
    Sample(
        "el", "Ελένη Παπαδοπούλου", "Οδός Ερμού 15", "105 63 Αθήνα", "GR", "Γιώργος Ηλίας", "Κύριε Υπουργέ,",
        "Σας γράφω γιατί ανησυχώ βαθύτατα για τον Γιώργο Ηλία, δημοσιογράφο, που συνελήφθη στις 28 Απριλίου 2026. "
        "Ο δικηγόρος του δεν έχει άδεια να τον δει, και η οικογένειά του (η σύζυγος και 2 παιδιά) δεν έχει νέα του.",
        "Σας καλώ με σεβασμό:",
        ("να τον απελευθερώσετε αμέσως·", "να του επιτρέψετε να δει δικηγόρο, σύμφωνα με το άρθρο 14 (3)."),
        "Σας ευχαριστώ για την προσοχή σας.", "Με εκτίμηση,", "Αθήνα, 4 Μαΐου 2026",
    ),
    Sample(
        "ar", "محمد عبد الله", "شارع الحرية 12", "بيروت 2038-3054", "LB", "فاطمة الزهراء",
        "معالي الوزير،",
        "أكتب إليكم لأعرب عن قلقي البالغ بشأن فاطمة الزهراء، وهي صحفية اعتُقلت في 28 أبريل 2026 الساعة 15:30. "
        "لم يُسمح لمحاميها بزيارتها، ولا تعرف أسرتها (زوجها وطفلان) شيئًا عنها. وقد كتب إليكم زميلها Ilir Doe من قبل.",
        "أحثكم، مع كل الاحترام، على:",
        ("الإفراج عنها فورًا؛", "السماح لها بلقاء محامٍ وفق المادة 14 (3)."),
        "أشكركم على اهتمامكم بهذه القضية.", "وتفضلوا بقبول فائق الاحترام،", "بيروت، 4 مايو 2026", "rtl",
    ),
    Sample(
        "fa", "زهرا محمدی‌پور", "خیابان آزادی، پلاک ۱۲", "تهران ۱۱۳۶۹", "IR", "گلناز چراغی",
        "جناب آقای وزیر،",
        "با نگرانی عمیق درباره‌ی گلناز چراغی، روزنامه‌نگاری که در ۸ اردیبهشت ۱۴۰۵ بازداشت شد، به شما می‌نویسم. "
        "وکیل او اجازه‌ی دیدارش را نیافته است و خانواده‌اش (همسر و ۲ فرزند) از او خبری ندارند.",
        "با احترام از شما می‌خواهم:",
        ("او را بی‌درنگ آزاد کنید؛", "به او اجازه دهید طبق ماده‌ی ۱۴ (۳) با وکیل دیدار کند."),
        "از توجه شما سپاسگزارم.", "با احترام،", "تهران، ۱۴ اردیبهشت ۱۴۰۵", "rtl",
    ),
    Sample(
        "he", "דוד בן־שלום", "רחוב הרצל 12/4", "תל אביב 6688312", "IL", "שָׂרָה כֹּהֵן", "לכבוד השר,",
        "אני כותב אליך מתוך דאגה עמוקה לשלומה של שרה כהן, עיתונאית שנעצרה ב־28 באפריל 2026 בשעה 15:30. לעורך דינה "
        "לא הותר לפגוש אותה, ומשפחתה (בן זוג ו־2 ילדים) אינה יודעת עליה דבר. על כך כתב אליך גם Ilir Doe.",
        "אני פונה אליך בבקשה:",
        ("לשחרר אותה מיד;", "לאפשר לה לפגוש עורך דין, לפי סעיף 14 (3)."),
        "תודה על תשומת ליבך.", "בכבוד רב,", "תל אביב, 4 במאי 2026", "rtl",
    ),
    Sample(
        "hi", "प्रज्ञा श्रीवास्तव", "१२, महात्मा गांधी मार्ग", "नई दिल्ली 110001", "IN", "कृष्णा द्विवेदी", "माननीय मंत्री जी,",
        "मैं पत्रकार कृष्णा द्विवेदी के बारे में गहरी चिंता के साथ आपको लिख रही हूँ, जिन्हें 28 अप्रैल 2026 को गिरफ़्तार किया गया। "
        "उनके वकील को उनसे मिलने नहीं दिया गया है, और उनके परिवार (पत्नी और 2 बच्चे) को उनकी कोई ख़बर नहीं है।",
        "मैं आपसे सादर आग्रह करती हूँ कि आप:",
        ("उन्हें तुरंत रिहा करें;", "अनुच्छेद 14 (3) के अनुसार उन्हें वकील से मिलने दें।"),
        "इस ओर ध्यान देने के लिए आपका धन्यवाद।", "भवदीया,", "नई दिल्ली, 4 मई 2026",
    ),
    Sample(
        "zh-Hans", "李小龙", "人民路12号3单元", "上海 200001", "CN", "骆直骨", "尊敬的部长：",
        "我怀着深切的忧虑就记者骆直骨一事致信阁下。他于2026年4月28日15:30被捕，律师至今未获准与他会面，"
        "他的家人（妻子和2个孩子）也没有得到任何消息。另一位写信人是Ilir Doe。",
        "我谨敦促阁下：",
        ("立即释放他；", "依照第14条第3款准许他会见律师。"),
        "感谢阁下对此事的关注。", "此致敬礼", "上海，2026年5月4日",
    ),
    Sample(
        "zh-Hant", "陳怡君", "中正路12號3樓", "臺北市 100", "TW", "駱直骨", "部長鈞鑒：",
        "我懷著深切的憂慮，就記者駱直骨一事致函閣下。他於2026年4月28日15:30被捕，律師至今未獲准與他會面，"
        "他的家人（妻子和2個孩子）也沒有得到任何消息。",
        "我謹敦促閣下：",
        ("立即釋放他；", "依照第14條第3款准許他會見律師。"),
        "感謝閣下對此事的關注。", "敬上", "臺北，2026年5月4日",
    ),
    Sample(
        "ja", "直江 あゆみ", "神田神保町1丁目2番3号", "東京都千代田区 101-0051", "JP", "骨川 譲", "大臣殿",
        "2026年4月28日15時30分に逮捕されたジャーナリスト、骨川譲氏の身を深く案じ、お手紙を差し上げます。"
        "弁護士の面会は許されておらず、ご家族（妻と子ども2人）にも何の知らせもありません。",
        "つきましては、次のことを謹んでお願い申し上げます。",
        ("同氏を直ちに釈放すること。", "第14条第3項に従い、弁護士との面会を認めること。"),
        "ご高覧いただき、ありがとうございます。", "敬具", "東京、2026年5月4日",
    ),
    Sample(
        "ko", "김서연", "세종대로 12길 3", "서울특별시 04524", "KR", "박지훈", "존경하는 장관님께,",
        "2026년 4월 28일 15시 30분에 체포된 기자 박지훈 씨에 대한 깊은 우려를 전하고자 이 편지를 씁니다. 변호인의 "
        "접견은 허용되지 않았고, 가족(아내와 자녀 2명)도 아무런 소식을 듣지 못하고 있습니다.",
        "장관님께 다음을 정중히 요청드립니다.",
        ("그를 즉시 석방할 것.", "제14조 제3항에 따라 변호인 접견을 허용할 것."),
        "관심을 가져 주셔서 감사합니다.", "삼가 드림", "서울, 2026년 5월 4일",
    ),
)  # fmt: skip
FAX_WORDS = FaxWords("Fax", "To", "Fax number", "From", "Date", "Subject", "Pages", "Page {page} of {pages}")
ARABIC_FAX_WORDS = FaxWords(
    "فاكس", "إلى", "رقم الفاكس", "من", "التاريخ", "الموضوع", "عدد الصفحات", "صفحة {page} من {pages}"
)


def sample(language: str) -> Sample:
    """Return the sample in a language."""
    return next(each for each in SAMPLES if each.language == language)


def letter_in(language: str, sender: str | None = None, signature: Signature = INK) -> MergedLetter:
    """Return a whole letter in a language, from the sender of another sample if one is named."""
    text, other = sample(language), sample(sender or language)
    lines = [isolated(line, text.direction) for line in (other.name, other.street, other.town)]
    writes = " ".join((other.name, other.street, other.town))
    return MergedLetter(
        language=language,
        direction=text.direction,
        han=han_forms(language, writes, other.country),
        sender=tuple(lines),
        return_address=tuple(lines),
        addressee=tuple(isolated(line, text.direction) for line in ("Jane Roe", "Minister of Justice")),
        address=tuple(isolated(line, text.direction) for line in ("1 Long Street", "1001 Town", "ALBÂNIA")),
        country_language="pt",
        faxes=("+355 4 225 9388", "+355 4 222 1111"),
        emails=("minister@justice.example",),
        date=text.date,
        place_and_date=text.date,
        subject=isolated(text.subject, text.direction),
        copy_note=None,
        salutation=text.salutation,
        before_demands=(plain(text.opening),),
        introduction=plain(text.introduction),
        demands=tuple(Item(f"{number}.", plain(demand)) for number, demand in enumerate(text.demands, 1)),
        after_demands=(plain(text.thanks),),
        closing=text.closing,
        signature=signature,
        signature_in_words=other.name,
        name=lines[0],
        fax_words=ARABIC_FAX_WORDS if text.direction == "rtl" else FAX_WORDS,
        specimen=False,
    )


def in_own_words(letter: MergedLetter, words: str) -> MergedLetter:
    """Return a letter with a supporter's own words before the demands, in whatever direction they run."""
    own = plain(isolated(words, letter.direction))
    return replace(letter, before_demands=(*letter.before_demands, own))
