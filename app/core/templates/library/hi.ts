import type { LanguageTexts } from "./language-texts.ts";

/** "आप"; verbs agree with the order or the shop, never with the customer. */
export const hi: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "आपकी खरीदारी सहेज ली गई है",
      body: "नमस्ते {{customer.first_name}}, आपकी खरीदारी अधूरी रह गई है। {{shop.name}} पर आपका चुना हुआ सामान: {{checkout.items}}.\n\nकुल राशि {{checkout.total}} है। सब कुछ सहेजा हुआ है, इसलिए खरीदारी वहीं से आगे बढ़ाई जा सकती है जहाँ रुकी थी।",
      buttons: ["चेकआउट पर लौटें"],
    },
    abandoned_checkout_2: {
      header: "कोई सवाल है?",
      body: "नमस्ते {{customer.first_name}}, आपका चुना हुआ सामान अब भी आपका इंतज़ार कर रहा है। {{shop.name}} पर आपकी पसंद: {{checkout.items}}.\n\nअगर सामान, डिलीवरी या भुगतान के बारे में कोई सवाल हो, तो बस इस संदेश का जवाब दें। हमें मदद करके खुशी होगी।",
      buttons: ["चेकआउट पर लौटें"],
    },
    abandoned_checkout_3: {
      header: "आखिरी बार याद दिला रहे हैं",
      body: "नमस्ते {{customer.first_name}}, आपकी खरीदारी अभी पूरी नहीं हुई है। {{shop.name}} पर आपका चुना हुआ सामान: {{checkout.items}}.\n\nइस बारे में यह हमारा आखिरी संदेश है। अगर आपको यह सामान अब भी चाहिए, तो बस एक टैप से वापस आएँ।",
      buttons: ["चेकआउट पर लौटें"],
    },
    abandoned_cart: {
      header: "अब भी आपके कार्ट में",
      body: "नमस्ते {{customer.first_name}}, आपका कार्ट अब भी खाली नहीं है। {{shop.name}} पर आपके कार्ट में: {{cart.items}}.\n\nअपनी सुविधा से इसे दोबारा देख लें। कोई सवाल हो, तो बस इस संदेश का जवाब दें।",
      buttons: ["कार्ट देखें"],
    },
    back_in_stock: {
      header: "फिर से उपलब्ध",
      body: "नमस्ते {{customer.first_name}}, अच्छी खबर: {{product.title}} अब {{shop.name}} पर फिर से उपलब्ध है।\n\nआपने सूचना देने के लिए कहा था, इसलिए यह संदेश भेज रहे हैं। स्टॉक कब तक रहेगा, यह कहना मुश्किल है।",
      buttons: ["सामान देखें"],
    },
    price_drop: {
      header: "कीमत कम हो गई है",
      body: "नमस्ते {{customer.first_name}}, आपने {{shop.name}} पर {{product.title}} की कीमत कम होने पर सूचना देने के लिए कहा था।\n\nपहले की कीमत: {{product.old_price}}\nअब की कीमत: {{product.new_price}}\n\nकीमत फिर बदल सकती है, इसलिए उत्पाद का पेज देख लें।",
      buttons: ["उत्पाद देखें"],
    },
    order_confirmed: {
      header: "ऑर्डर की पुष्टि हो गई है",
      body: "नमस्ते {{customer.first_name}}, आपके {{shop.name}} ऑर्डर {{order.name}} के लिए धन्यवाद।\n\nसामान: {{order.items}}\nकुल राशि: {{order.total}}\n\nऑर्डर भेजे जाते ही हम आपको सूचित करेंगे।",
      buttons: ["ऑर्डर देखें"],
    },
    order_receipt: {
      header: null,
      body: "नमस्ते {{customer.first_name}}, आपके {{shop.name}} ऑर्डर {{order.name}} के लिए धन्यवाद।\n\n{{order.total}} की आपकी रसीद PDF के रूप में संलग्न है। कोई सवाल हो, तो बस इस संदेश का जवाब दें।",
      buttons: ["ऑर्डर देखें"],
    },
    cod_confirm: {
      header: "कृपया अपने ऑर्डर की पुष्टि करें",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} से किया गया कैश ऑन डिलीवरी ऑर्डर {{order.name}} हमें मिल गया है।\n\nसामान: {{order.items}}\nडिलीवरी पर देय राशि: {{order.outstanding}}\n\nकृपया नीचे दिए गए किसी एक बटन से बताएँ कि हम इसे भेजें या नहीं।",
      buttons: ["ऑर्डर की पुष्टि करें", "ऑर्डर रद्द करें"],
    },
    payment_reminder: {
      header: "भुगतान बाकी है",
      body: "नमस्ते {{customer.first_name}}, आपके {{shop.name}} ऑर्डर {{order.name}} का भुगतान हमें अभी तक नहीं मिला है।\n\nबकाया राशि: {{order.outstanding}}\n\nभुगतान आपके ऑर्डर पेज से किया जा सकता है। अगर भुगतान हो चुका है, तो कृपया इस संदेश पर ध्यान न दें।",
      buttons: ["भुगतान करें"],
    },
    order_cancelled: {
      header: "ऑर्डर रद्द हो गया है",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} ऑर्डर {{order.name}} रद्द कर दिया गया है।\n\nसामान: {{order.items}}\n\nअगर आपको इसकी उम्मीद नहीं थी या कोई सवाल है, तो बस इस संदेश का जवाब दें।",
      buttons: ["ऑर्डर देखें"],
    },
    refund_issued: {
      header: "रिफ़ंड कर दिया गया है",
      body: "नमस्ते {{customer.first_name}}, आपके {{shop.name}} ऑर्डर {{order.name}} के लिए {{refund.amount}} का रिफ़ंड कर दिया गया है।\n\nआपके बैंक के अनुसार, राशि खाते में दिखने में कुछ कार्य दिवस लग सकते हैं।",
      buttons: ["ऑर्डर देखें"],
    },
    order_shipped: {
      header: "आपका ऑर्डर रास्ते में है",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} ऑर्डर {{order.name}} भेज दिया गया है।\n\nकूरियर: {{fulfillment.carrier}}\nट्रैकिंग नंबर: {{fulfillment.tracking_number}}\n\nपार्सल की स्थिति आपके ऑर्डर पेज पर देखी जा सकती है।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    out_for_delivery: {
      header: "आज डिलीवरी होगी",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} ऑर्डर {{order.name}} डिलीवरी के लिए निकल चुका है और आज पहुँचने की उम्मीद है।\n\nअच्छा होगा कि इसे लेने के लिए कोई मौजूद रहे।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    delivered: {
      header: "ऑर्डर पहुँच गया है",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} ऑर्डर {{order.name}} पहुँचा दिया गया है। उम्मीद है कि यह आपको पसंद आएगा।\n\nअगर कुछ कम हो या ठीक न हो, तो बस इस संदेश का जवाब दें, हम उसका ध्यान रखेंगे।",
      buttons: ["ऑर्डर देखें"],
    },
    delivery_attempt_failed: {
      header: "डिलीवरी नहीं हो सकी",
      body: "नमस्ते {{customer.first_name}}, कूरियर ने {{shop.name}} से आपका ऑर्डर {{order.name}} पहुँचाने की कोशिश की, लेकिन डिलीवरी नहीं हो सकी।\n\nआगे की जानकारी आपके ऑर्डर पेज पर है। मदद चाहिए, तो बस इस संदेश का जवाब दें।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    delivery_delayed: {
      header: "डिलीवरी में देरी",
      body: "नमस्ते {{customer.first_name}}, हमें खेद है कि {{shop.name}} से आपके ऑर्डर {{order.name}} की डिलीवरी में तय समय से ज़्यादा समय लग रहा है।\n\nताज़ा स्थिति आपके ऑर्डर पेज पर है। कोई सवाल हो, तो बस इस संदेश का जवाब दें।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    ready_for_pickup: {
      header: "ऑर्डर लेने के लिए तैयार है",
      body: "नमस्ते {{customer.first_name}}, आपका {{shop.name}} ऑर्डर {{order.name}} ले जाने के लिए तैयार है।\n\nआते समय कृपया ऑर्डर नंबर साथ रखें। पता और खुलने का समय आपके ऑर्डर पेज पर है।",
      buttons: ["ऑर्डर देखें"],
    },
    review_request: {
      header: "आपका ऑर्डर कैसा लगा?",
      body: "नमस्ते {{customer.first_name}}, कुछ दिन पहले {{shop.name}} से आपका ऑर्डर {{order.name}} पहुँचा था: {{order.items}}.\n\nआपको यह कैसा लगा? इस ऑर्डर पर आपकी राय से हमें बेहतर होने में मदद मिलती है।",
      buttons: ["समीक्षा लिखें"],
    },
    in_transit: {
      header: "आपका पार्सल रास्ते में है",
      body: "नमस्ते {{customer.first_name}}, अच्छी खबर: {{shop.name}} से आपका ऑर्डर {{order.name}} रास्ते में है और आपकी ओर बढ़ रहा है।\n\nआप पार्सल का हर पड़ाव अपने ऑर्डर पेज पर देख सकते हैं।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    cod_out_for_delivery: {
      header: "डिलीवरी के लिए निकला",
      body: "नमस्ते {{customer.first_name}}, अच्छी खबर: {{shop.name}} से आपका ऑर्डर {{order.name}} डिलीवरी के लिए निकल चुका है और आज पहुँच जाना चाहिए।\n\nकूरियर को देने की राशि: {{order.outstanding}}\n\nकृपया यह राशि नकद तैयार रखें।",
      buttons: ["ऑर्डर ट्रैक करें"],
    },
    welcome: {
      header: "आपका स्वागत है",
      body: "नमस्ते {{customer.first_name}}, आपके जुड़ने से हमें खुशी हुई: {{shop.name}} में आपका स्वागत है।\n\nअगर किसी उत्पाद या ऑर्डर के बारे में कोई सवाल हो, तो बस इस संदेश का जवाब दें। हमें मदद करके खुशी होगी।",
      buttons: [],
    },
    win_back: {
      header: "काफ़ी समय हो गया",
      body: "नमस्ते {{customer.first_name}}, काफ़ी दिन बीत गए: {{shop.name}} से आपके ऑर्डर को कुछ समय हो गया है: {{order.items}}।\n\nक्या आपको फिर से कुछ चाहिए, या हम कुछ नया ढूँढने में मदद करें? बस इस संदेश का जवाब दें।",
      buttons: [],
    },
    win_back_lapsing: {
      header: "हमें आपकी याद आई",
      body: "नमस्ते {{customer.first_name}}, काफ़ी दिन बीत गए: {{shop.name}} से आपने कई बार ऑर्डर किया है, पर कुछ समय से बात नहीं हुई। आपका पिछला ऑर्डर: {{order.items}}।\n\nक्या आपको कुछ चाहिए, या हम कुछ बेहतर कर सकते हैं? बस इस संदेश का जवाब दें।",
      buttons: [],
    },
    nps_survey: {
      header: "आपके ऑर्डर पर एक सवाल",
      body: "नमस्ते {{customer.first_name}}, एक छोटा सवाल: {{shop.name}} से आपका ऑर्डर {{order.name}} कुछ दिन पहले पहुँच गया।\n\nइस ऑर्डर के बाद आप किसी दोस्त को हमारा नाम सुझाएँगे, इसकी कितनी संभावना है? कृपया 0 (बिलकुल नहीं) से 10 (बहुत ज़्यादा) तक का कोई अंक भेजें।",
      buttons: [],
    },
    nps_sorry: {
      header: "सच्चे जवाब के लिए धन्यवाद",
      body: "नमस्ते {{customer.first_name}}, सच्चे जवाब के लिए धन्यवाद: {{shop.name}} से आपका ऑर्डर {{order.name}} बेहतर नहीं रहा, इसका हमें खेद है।\n\nकृपया जवाब देकर बताएँ कि क्या ठीक नहीं था। हमारा कोई साथी उसे पढ़ेगा और आपको जवाब देगा।",
      buttons: [],
    },
    vip_tier: {
      header: "आपके साथ के लिए धन्यवाद",
      body: "नमस्ते {{customer.first_name}}, आपके साथ के लिए धन्यवाद: {{shop.name}} पर बार-बार आने की हमें बहुत खुशी है।\n\nआप हमारे यहाँ एक नए स्तर पर पहुँच गए हैं: {{tag.name}}। अपने लाभों के बारे में कोई सवाल हो, तो बस इस संदेश का जवाब दें।",
      buttons: [],
    },
    birthday: {
      header: "जन्मदिन मुबारक",
      body: "नमस्ते {{customer.first_name}}, आज का दिन आपका है: {{shop.name}} की पूरी टीम की ओर से जन्मदिन की बहुत-बहुत शुभकामनाएँ।\n\nहमारे ग्राहक होने के लिए धन्यवाद। आपका दिन बहुत अच्छा बीते।",
      buttons: [],
    },
    reorder_reminder: {
      header: "क्या ख़त्म होने वाला है?",
      body: "नमस्ते {{customer.first_name}}, एक छोटी याद: {{shop.name}} से आपने जो मँगाया था, वह ख़त्म होने वाला हो सकता है: {{order.items}}।\n\nवही फिर से चाहिए, तो नीचे एक टैप से आपकी कार्ट भर जाएगी।",
      buttons: ["फिर से ऑर्डर करें"],
    },
    satisfaction_survey: {
      header: "क्या सब ठीक है?",
      body: "नमस्ते {{customer.first_name}}, एक छोटा सवाल: {{shop.name}} से आपका ऑर्डर {{order.name}} कुछ दिन पहले पहुँच गया।\n\nक्या सब कुछ वैसा ही है जैसा होना चाहिए? नीचे के किसी एक बटन पर टैप करना काफ़ी है।",
      buttons: ["सब ठीक है", "कुछ गड़बड़ है"],
    },
    survey_sorry: {
      header: "हमें खेद है",
      body: "नमस्ते {{customer.first_name}}, हमें खेद है कि {{shop.name}} से आपके ऑर्डर {{order.name}} में कोई समस्या है।\n\nकृपया जवाब में बताएँ कि क्या हुआ, और चाहें तो फ़ोटो भी भेजें। हमारा कोई साथी पढ़कर आपको जवाब देगा।",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "आपके ऑर्डर के लिए एक कोड",
      body: "नमस्ते {{customer.first_name}}, आपका सामान सुरक्षित है: {{shop.name}} पर आपका चेकआउट अब भी खुला है: {{checkout.items}}।\n\nकोड {{discount.code}} से आप {{discount.value}} बचाते हैं। यह एक बार, {{discount.expires_on}} तक मान्य है, और नीचे के बटन से लौटने पर अपने आप लग जाता है।",
      buttons: ["चेकआउट पर लौटें"],
    },
  },
  optOutFooter: "संदेश रोकने के लिए जवाब में लिखें: रोकें",
  replies: {
    optOutConfirmed: "हो गया: अब {shopName} से आपको यहाँ कोई संदेश नहीं आएगा। दोबारा संदेश पाने के लिए जवाब में लिखें: शुरू",
    optInConfirmed: "धन्यवाद! अब {shopName} के संदेश आपको यहाँ फिर से मिलेंगे। इन्हें कभी भी रोकने के लिए जवाब में लिखें: रोकें",
    codConfirmed: "धन्यवाद! आपके ऑर्डर {orderName} की पुष्टि हो गई है। भेजे जाते ही हम आपको सूचित करेंगे।",
    codCancelled: "ठीक है। हम आपका ऑर्डर {orderName} रद्द कर रहे हैं, आपको कोई भुगतान नहीं करना है।",
    backInStockNoted: "नोट कर लिया: {productTitle} फिर से उपलब्ध होते ही हम आपको यहाँ एक बार संदेश भेजेंगे।",
    priceDropNoted: "नोट कर लिया: {productTitle} की कीमत कम होने पर हम आपको यहाँ एक बार संदेश भेजेंगे।",
  },
  words: {
    // "नमस्ते जी, …"
    firstName: "जी",
    carrier: "हमारा डिलीवरी पार्टनर",
    trackingNumber: "ऑर्डर पेज पर देखें",
    listSeparator: ", ",
    moreItems: { other: "{list} और {count} अन्य" },
  },
};
