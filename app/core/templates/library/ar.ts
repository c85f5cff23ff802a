import type { LanguageTexts } from "./language-texts.ts";

/**
 * Modern Standard Arabic. Whoever reads may be a woman or a man: no imperatives and no verbs that change with either;
 * what is left ("لديك", "طلبك", "يمكنك") is written the same for both.
 */
export const ar: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "مشترياتك محفوظة",
      body: "مرحبًا {{customer.first_name}}، لم يكتمل شراؤك من متجر {{shop.name}} بعد: {{checkout.items}}.\n\nالمبلغ الإجمالي هو {{checkout.total}} وكل شيء محفوظ، ويمكنك المتابعة من حيث توقفت.",
      buttons: ["العودة إلى الدفع"],
    },
    abandoned_checkout_2: {
      header: "هل لديك أي سؤال؟",
      body: "مرحبًا {{customer.first_name}}، ما اخترته من متجر {{shop.name}} لا يزال في انتظارك: {{checkout.items}}.\n\nإذا كان لديك أي سؤال عن المنتجات أو التوصيل أو الدفع، فيكفي الرد على هذه الرسالة ويسعدنا تقديم المساعدة.",
      buttons: ["العودة إلى الدفع"],
    },
    abandoned_checkout_3: {
      header: "تذكير أخير",
      body: "مرحبًا {{customer.first_name}}، مشترياتك من متجر {{shop.name}} لا تزال محفوظة: {{checkout.items}}.\n\nهذه آخر رسالة منا بشأنها. إذا كانت هذه المنتجات لا تزال تهمك، فبإمكانك العودة إليها بلمسة واحدة.",
      buttons: ["العودة إلى الدفع"],
    },
    abandoned_cart: {
      header: "لا تزال في سلة مشترياتك",
      body: "مرحبًا {{customer.first_name}}، سلة مشترياتك في متجر {{shop.name}} لا تزال في انتظارك: {{cart.items}}.\n\nيمكنك العودة إليها في أي وقت يناسبك. وإذا كان لديك أي سؤال، فيكفي الرد على هذه الرسالة.",
      buttons: ["عرض السلة"],
    },
    back_in_stock: {
      header: "متوفر من جديد",
      body: "مرحبًا {{customer.first_name}}، خبر سار من متجر {{shop.name}}: المنتج {{product.title}} متوفر من جديد.\n\nنرسل هذه الرسالة بناءً على طلبك. ولا يمكننا معرفة المدة التي سيبقى فيها متوفرًا.",
      buttons: ["عرض المنتج"],
    },
    price_drop: {
      header: "انخفض السعر",
      body: "مرحبًا {{customer.first_name}}، طلبت أن نخبرك عند انخفاض سعر {{product.title}} في متجر {{shop.name}}.\n\nالسعر السابق: {{price.old}}\nالسعر الآن: {{price.new}}\n\nقد تتغير الأسعار مرة أخرى، ويظهر السعر الحالي في صفحة المنتج.",
      buttons: ["عرض المنتج"],
    },
    order_confirmed: {
      header: "تم تأكيد الطلب",
      body: "مرحبًا {{customer.first_name}}، شكرًا على طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nالمنتجات: {{order.items}}\nالإجمالي: {{order.total}}\n\nسنرسل إليك رسالة فور شحن الطلب.",
      buttons: ["عرض الطلب"],
    },
    order_receipt: {
      header: null,
      body: "مرحبًا {{customer.first_name}}، شكرًا على طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nتجد إيصالك بمبلغ {{order.total}} مرفقًا بصيغة PDF. إن كان لديك سؤال، يكفي الرد على هذه الرسالة.",
      buttons: ["عرض الطلب"],
    },
    cod_confirm: {
      header: "يرجى تأكيد الطلب",
      body: "مرحبًا {{customer.first_name}}، استلمنا طلبك رقم {{order.name}} من متجر {{shop.name}} مع الدفع عند الاستلام.\n\nالمنتجات: {{order.items}}\nالمبلغ المستحق عند الاستلام: {{order.outstanding}}\n\nيرجى إخبارنا بأحد الزرين أدناه إن كان بإمكاننا شحن الطلب.",
      buttons: ["تأكيد الطلب", "إلغاء الطلب"],
    },
    payment_reminder: {
      header: "الدفع قيد الانتظار",
      body: "مرحبًا {{customer.first_name}}، لم يصلنا بعد مبلغ طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nالمبلغ المستحق: {{order.outstanding}}\n\nيمكنك الدفع من صفحة الطلب. وإذا كان الدفع قد تم بالفعل، فيرجى تجاهل هذه الرسالة.",
      buttons: ["الانتقال إلى الدفع"],
    },
    order_cancelled: {
      header: "تم إلغاء الطلب",
      body: "مرحبًا {{customer.first_name}}، تم إلغاء طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nالمنتجات: {{order.items}}\n\nإذا كان هذا غير متوقع أو كان لديك أي سؤال، فيكفي الرد على هذه الرسالة.",
      buttons: ["عرض الطلب"],
    },
    refund_issued: {
      header: "تم رد المبلغ",
      body: "مرحبًا {{customer.first_name}}، رددنا إليك مبلغ {{refund.amount}} عن طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nقد يستغرق ظهور المبلغ في حسابك بضعة أيام عمل بحسب البنك.",
      buttons: ["عرض الطلب"],
    },
    order_shipped: {
      header: "طلبك في الطريق",
      body: "مرحبًا {{customer.first_name}}، تم شحن طلبك رقم {{order.name}} من متجر {{shop.name}}.\n\nشركة الشحن: {{fulfillment.carrier}}\nرقم التتبع: {{fulfillment.tracking_number}}\n\nيمكنك متابعة الشحنة من صفحة الطلب.",
      buttons: ["تتبع الطلب"],
    },
    out_for_delivery: {
      header: "طلبك قيد التوصيل",
      body: "مرحبًا {{customer.first_name}}، خرج طلبك رقم {{order.name}} من متجر {{shop.name}} للتوصيل، ومن المتوقع أن يصل اليوم.\n\nيُفضَّل وجود شخص لاستلامه.",
      buttons: ["تتبع الطلب"],
    },
    delivered: {
      header: "تم التوصيل",
      body: "مرحبًا {{customer.first_name}}، تم توصيل طلبك رقم {{order.name}} من متجر {{shop.name}} ونأمل أن ينال إعجابك.\n\nإذا كان هناك أي نقص أو مشكلة، فيكفي الرد على هذه الرسالة وسنهتم بالأمر.",
      buttons: ["عرض الطلب"],
    },
    delivery_attempt_failed: {
      header: "تعذّر توصيل الطلب",
      body: "مرحبًا {{customer.first_name}}، حاولت شركة الشحن توصيل طلبك رقم {{order.name}} من متجر {{shop.name}} ولم تتمكن من تسليمه.\n\nالخطوات التالية موضحة في صفحة الطلب. وإذا كانت هناك حاجة إلى المساعدة، فيكفي الرد على هذه الرسالة.",
      buttons: ["تتبع الطلب"],
    },
    delivery_delayed: {
      header: "تأخر في التوصيل",
      body: "مرحبًا {{customer.first_name}}، نعتذر إليك: توصيل طلبك رقم {{order.name}} من متجر {{shop.name}} يستغرق وقتًا أطول من المتوقع.\n\nيمكنك معرفة آخر المستجدات من صفحة الطلب. وإذا كان لديك أي سؤال، فيكفي الرد على هذه الرسالة.",
      buttons: ["تتبع الطلب"],
    },
    ready_for_pickup: {
      header: "طلبك جاهز للاستلام",
      body: "مرحبًا {{customer.first_name}}، طلبك رقم {{order.name}} من متجر {{shop.name}} جاهز للاستلام.\n\nيرجى إحضار رقم الطلب عند الحضور. العنوان وأوقات العمل موضحة في صفحة الطلب.",
      buttons: ["عرض الطلب"],
    },
    review_request: {
      header: "ما رأيك في طلبك؟",
      body: "مرحبًا {{customer.first_name}}، وصلك قبل بضعة أيام طلبك رقم {{order.name}} من متجر {{shop.name}} وفيه: {{order.items}}.\n\nهل نال إعجابك؟ رأيك في هذا الطلب يساعدنا على التحسين.",
      buttons: ["إضافة تقييم"],
    },
    in_transit: {
      header: "طردك في الطريق",
      body: "مرحبًا {{customer.first_name}}، طلبك {{order.name}} من {{shop.name}} في الطريق إليك الآن.\n\nيمكنك متابعة كل محطة للطرد في صفحة طلبك.",
      buttons: ["تتبع الطلب"],
    },
    cod_out_for_delivery: {
      header: "خرج للتوصيل",
      body: "مرحبًا {{customer.first_name}}، طلبك {{order.name}} من {{shop.name}} خرج للتوصيل ومن المتوقع أن يصلك اليوم.\n\nالمبلغ المطلوب دفعه للمندوب: {{order.outstanding}}\n\nيفضل تجهيز المبلغ نقدًا.",
      buttons: ["تتبع الطلب"],
    },
    welcome: {
      header: "أهلًا بك",
      body: "مرحبًا {{customer.first_name}}، أهلًا بك في {{shop.name}}. يسعدنا انضمامك إلينا.\n\nإذا كان لديك سؤال عن منتج أو طلب، فما عليك سوى الرد على هذه الرسالة. يسعدنا أن نساعدك.",
      buttons: [],
    },
    win_back: {
      header: "مر وقت منذ آخر طلب",
      body: "مرحبًا {{customer.first_name}}، مر بعض الوقت منذ طلبك من {{shop.name}}. اشتريت حينها: {{order.items}}.\n\nهل تحتاج إلى شيء منه مجددًا، أو نساعدك في العثور على شيء جديد؟ ما عليك سوى الرد على هذه الرسالة.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "اشتقنا إليك",
      body: "مرحبًا {{customer.first_name}}، طلبت من {{shop.name}} أكثر من مرة، ولم نسمع منك منذ مدة. آخر طلب لك: {{order.items}}.\n\nهل تحتاج إلى شيء، أو هناك ما يمكننا تحسينه؟ ما عليك سوى الرد على هذه الرسالة.",
      buttons: [],
    },
    nps_survey: {
      header: "سؤال واحد عن طلبك",
      body: "مرحبًا {{customer.first_name}}، وصل طلبك {{order.name}} من {{shop.name}} قبل بضعة أيام.\n\nبعد هذا الطلب، ما مدى احتمال أن توصي بنا صديقًا؟ يرجى الرد برقم من 0 (غير محتمل إطلاقًا) إلى 10 (محتمل جدًا).",
      buttons: [],
    },
    nps_sorry: {
      header: "شكرًا على صراحتك",
      body: "مرحبًا {{customer.first_name}}، شكرًا على إجابتك الصريحة عن طلبك {{order.name}} من {{shop.name}}. يؤسفنا أنه لم يكن أفضل.\n\nيرجى الرد وإخبارنا بما لم يكن جيدًا. سيقرأ أحد موظفينا رسالتك ويرد عليك.",
      buttons: [],
    },
    vip_tier: {
      header: "شكرًا على وفائك",
      body: "مرحبًا {{customer.first_name}}، شكرًا على عودتك إلى {{shop.name}} مرة بعد مرة.\n\nوصلت إلى مستوى جديد لدينا: {{tag.name}}. إن كان لديك سؤال عن مزاياك، ما عليك سوى الرد على هذه الرسالة.",
      buttons: [],
    },
    birthday: {
      header: "عيد ميلاد سعيد",
      body: "مرحبًا {{customer.first_name}}، يتمنى لك فريق {{shop.name}} كله عيد ميلاد سعيدًا.\n\nشكرًا لأنك من عملائنا. نتمنى لك يومًا رائعًا.",
      buttons: [],
    },
    reorder_reminder: {
      header: "هل أوشك على النفاد؟",
      body: "مرحبًا {{customer.first_name}}، قد يكون ما طلبته من {{shop.name}} أوشك على النفاد: {{order.items}}.\n\nإن أردت الطلب نفسه مجددًا، فضغطة واحدة أدناه تملأ سلتك.",
      buttons: ["اطلب مجددًا"],
    },
    satisfaction_survey: {
      header: "هل كل شيء على ما يرام؟",
      body: "مرحبًا {{customer.first_name}}، وصل طلبك {{order.name}} من {{shop.name}} قبل بضعة أيام.\n\nهل كل شيء كما ينبغي؟ تكفي ضغطة واحدة على أحد الأزرار أدناه.",
      buttons: ["كل شيء جيد", "هناك مشكلة"],
    },
    survey_sorry: {
      header: "نحن آسفون",
      body: "مرحبًا {{customer.first_name}}، يؤسفنا وجود مشكلة في طلبك {{order.name}} من {{shop.name}}.\n\nيرجى الرد وإخبارنا بما حدث، مع صورة إن كانت تساعد. سيقرأ أحد موظفينا رسالتك ويرد عليك.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "رمز خصم لطلبك",
      body: "مرحبًا {{customer.first_name}}، لم يكتمل طلبك من {{shop.name}} بعد: {{checkout.items}}.\n\nمع الرمز {{discount.code}} توفر {{discount.value}}. يصلح الرمز مرة واحدة حتى {{discount.expires_on}}، ويطبق عند العودة بالزر أدناه.",
      buttons: ["العودة إلى الدفع"],
    },
    confirm_opt_in: {
      header: "يُرجى التأكيد",
      body: "مرحبًا {{customer.first_name}}، وصلنا طلبك لتلقي رسائل متجر {{shop.name}} عبر WhatsApp.\n\nيُرجى التأكيد بالزر أدناه أن هذا رقمك وأنك ترغب في تلقيها. إن لم يكن هذا الطلب منك، يكفي تجاهل هذه الرسالة.",
      buttons: ["نعم، أؤكد"],
    },
  },
  optOutFooter: "لإيقاف الرسائل، يرجى الرد بكلمة إيقاف",
  replies: {
    optOutConfirmed: "تم: لن تصلك هنا أي رسائل أخرى من متجر {shopName}. للعودة في أي وقت، يكفي الرد بكلمة اشتراك.",
    optInConfirmed: "شكرًا! ستصلك هنا رسائل متجر {shopName} من جديد. ولإيقافها في أي وقت، يكفي الرد بكلمة إيقاف.",
    codConfirmed: "شكرًا! تم تأكيد طلبك رقم {orderName}. سنرسل إليك رسالة فور شحنه.",
    codCancelled: "حسنًا. سنلغي طلبك رقم {orderName}، ولا يلزم دفع أي مبلغ.",
    productRequestNoted: "سجّلنا طلبك: سنراسلك هنا مرة واحدة عند توفر {productTitle} من جديد.",
    productRequestNeedsStart:
      "سجّلنا طلبك: {productTitle}. كنت قد أوقفت رسائلنا، لذا يُرجى الرد أولًا بكلمة اشتراك، ثم نراسلك هنا مرة واحدة عند توفره من جديد.",
    optInThanks:
      "شكرًا! ستصلك هنا رسائل متجر {shopName}. ولإيقافها في أي وقت، يكفي الرد بكلمة إيقاف.\n\nومن هنا تختار ما يصلك وعدد المرات واللغة:",
    optInNeedsStart: "لقد أوقفت رسائل متجر {shopName}. إن رغبت في تلقيها من جديد، يُرجى الرد بكلمة اشتراك.",
  },
  words: {
    // "مرحبًا بك، …"
    firstName: "بك",
    carrier: "شريكنا في التوصيل",
    trackingNumber: "في صفحة الطلب",
    listSeparator: "، ",
    moreItems: {
      one: "{list} ومنتج آخر",
      two: "{list} ومنتجان آخران",
      few: "{list} و{count} منتجات أخرى",
      many: "{list} و{count} منتجًا آخر",
      other: "{list} و{count} منتج آخر",
    },
  },
};
