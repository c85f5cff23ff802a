import type { LanguageTexts } from "./language-texts.ts";

/** "Siz"; no suffix ever hangs on a variable, whose last vowel is unknown. */
export const tr: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Alışverişinizi kaydettik",
      body: "Merhaba {{customer.first_name}}, alışverişiniz yarım kaldı. {{shop.name}} mağazasında seçtikleriniz: {{checkout.items}}.\n\nToplam tutar {{checkout.total}} olarak görünüyor. Her şey kayıtlı, dilediğiniz zaman kaldığınız yerden devam edebilirsiniz.",
      buttons: ["Alışverişe devam et"],
    },
    abandoned_checkout_2: {
      header: "Bir sorunuz mu var?",
      body: "Merhaba {{customer.first_name}}, seçtiğiniz ürünler sizi bekliyor. {{shop.name}} mağazasındaki ürünleriniz: {{checkout.items}}.\n\nÜrün, teslimat veya ödeme hakkında aklınıza takılan bir şey varsa bu mesajı yanıtlamanız yeterli. Yardımcı olmaktan memnuniyet duyarız.",
      buttons: ["Alışverişe devam et"],
    },
    abandoned_checkout_3: {
      header: "Son bir hatırlatma",
      body: "Merhaba {{customer.first_name}}, alışverişiniz hâlâ açık. {{shop.name}} mağazasında seçtikleriniz: {{checkout.items}}.\n\nBu konudaki son mesajımız bu. Ürünleri hâlâ istiyorsanız tek dokunuşla geri dönebilirsiniz.",
      buttons: ["Alışverişe devam et"],
    },
    abandoned_cart: {
      header: "Sepetinizde bekliyor",
      body: "Merhaba {{customer.first_name}}, sepetiniz sizi bekliyor. {{shop.name}} mağazasında seçtikleriniz: {{cart.items}}.\n\nSize uygun bir zamanda tekrar bakabilirsiniz. Sorunuz varsa bu mesajı yanıtlamanız yeterli.",
      buttons: ["Sepeti görüntüle"],
    },
    back_in_stock: {
      header: "Yeniden stokta",
      body: "Merhaba {{customer.first_name}}, güzel bir haberimiz var: {{product.title}} artık {{shop.name}} mağazasında yeniden stokta.\n\nHaber vermemizi istemiştiniz. Stokların ne kadar süreceğini ne yazık ki bilemiyoruz.",
      buttons: ["Ürünü görüntüle"],
    },
    price_drop: {
      header: "Fiyat düştü",
      body: "Merhaba {{customer.first_name}}, beklediğiniz ürünün fiyatı düştü. {{shop.name}} mağazasındaki {{product.title}} için haber vermemizi istemiştiniz.\n\nÖnceki fiyat: {{price.old}}\nYeni fiyat: {{price.new}}\n\nFiyatlar yeniden değişebilir. Güncel fiyatı ürün sayfasında görebilirsiniz.",
      buttons: ["Ürünü görüntüle"],
    },
    order_confirmed: {
      header: "Siparişiniz onaylandı",
      body: "Merhaba {{customer.first_name}}, siparişiniz için teşekkür ederiz. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı sipariş bize ulaştı.\n\nÜrünler: {{order.items}}\nToplam: {{order.total}}\n\nKargoya verildiğinde size haber vereceğiz.",
      buttons: ["Siparişi görüntüle"],
    },
    order_receipt: {
      header: null,
      body: "Merhaba {{customer.first_name}}, siparişiniz için teşekkür ederiz. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişin {{order.total}} tutarındaki dökümü PDF olarak ektedir.\n\nBir sorunuz olursa bu mesajı yanıtlamanız yeterli.",
      buttons: ["Siparişi görüntüle"],
    },
    cod_confirm: {
      header: "Lütfen siparişinizi onaylayın",
      body: "Merhaba {{customer.first_name}}, kapıda ödemeli siparişiniz bize ulaştı. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişin bilgileri aşağıda.\n\nÜrünler: {{order.items}}\nTeslimatta ödenecek tutar: {{order.outstanding}}\n\nSiparişinizi gönderebilmemiz için lütfen aşağıdaki düğmelerden biriyle yanıt verin.",
      buttons: ["Siparişi onayla", "Siparişi iptal et"],
    },
    payment_reminder: {
      header: "Ödemeniz bekleniyor",
      body: "Merhaba {{customer.first_name}}, ödemeniz henüz bize ulaşmadı. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı sipariş ödeme bekliyor.\n\nKalan tutar: {{order.outstanding}}\n\nÖdemeyi sipariş sayfanızdan yapabilirsiniz. Ödeme yaptıysanız lütfen bu mesajı dikkate almayın.",
      buttons: ["Ödemeye git"],
    },
    order_cancelled: {
      header: "Siparişiniz iptal edildi",
      body: "Merhaba {{customer.first_name}}, siparişiniz iptal edildi. İptal, {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişle ilgilidir.\n\nÜrünler: {{order.items}}\n\nBunu beklemiyorduysanız veya bir sorunuz varsa bu mesajı yanıtlamanız yeterli.",
      buttons: ["Siparişi görüntüle"],
    },
    refund_issued: {
      header: "İadeniz yapıldı",
      body: "Merhaba {{customer.first_name}}, iadenizi yaptık. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı sipariş için {{refund.amount}} tutarında iade gönderildi.\n\nBankanıza bağlı olarak tutarın hesabınıza yansıması birkaç iş günü sürebilir.",
      buttons: ["Siparişi görüntüle"],
    },
    order_shipped: {
      header: "Siparişiniz yola çıktı",
      body: "Merhaba {{customer.first_name}}, siparişiniz yola çıktı. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı sipariş kargoya verildi.\n\nKargo: {{fulfillment.carrier}}\nTakip numarası: {{fulfillment.tracking_number}}\n\nPaketinizi sipariş sayfanızdan takip edebilirsiniz.",
      buttons: ["Siparişi takip et"],
    },
    out_for_delivery: {
      header: "Siparişiniz dağıtımda",
      body: "Merhaba {{customer.first_name}}, siparişiniz dağıtımda. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişin bugün teslim edilmesi bekleniyor.\n\nTeslim alacak birinin bulunması iyi olur.",
      buttons: ["Siparişi takip et"],
    },
    delivered: {
      header: "Teslim edildi",
      body: "Merhaba {{customer.first_name}}, siparişiniz teslim edildi. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişinizi iyi günlerde kullanmanızı dileriz.\n\nEksik ya da hatalı bir şey varsa bu mesajı yanıtlayın, hemen ilgilenelim.",
      buttons: ["Siparişi görüntüle"],
    },
    delivery_attempt_failed: {
      header: "Teslimat yapılamadı",
      body: "Merhaba {{customer.first_name}}, siparişiniz teslim edilemedi. Kargo, {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı sipariş için adresinize geldi ancak teslimat yapılamadı.\n\nSonraki adımları sipariş sayfanızda bulabilirsiniz. Yardıma ihtiyacınız olursa bu mesajı yanıtlamanız yeterli.",
      buttons: ["Siparişi takip et"],
    },
    delivery_delayed: {
      header: "Teslimatınız gecikiyor",
      body: "Merhaba {{customer.first_name}}, gecikme için özür dileriz. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişin teslimatı planlanandan uzun sürüyor.\n\nGüncel durumu sipariş sayfanızda görebilirsiniz. Sorunuz varsa bu mesajı yanıtlamanız yeterli.",
      buttons: ["Siparişi takip et"],
    },
    ready_for_pickup: {
      header: "Teslim almaya hazır",
      body: "Merhaba {{customer.first_name}}, siparişiniz hazır. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişi teslim alabilirsiniz.\n\nGelirken sipariş numarasını yanınızda bulundurun. Adres ve çalışma saatleri sipariş sayfanızda.",
      buttons: ["Siparişi görüntüle"],
    },
    review_request: {
      header: "Siparişiniz nasıldı?",
      body: "Merhaba {{customer.first_name}}, siparişiniz birkaç gün önce size ulaştı. {{shop.name}} mağazasından verdiğiniz {{order.name}} numaralı siparişteki ürünler: {{order.items}}.\n\nMemnun kaldınız mı? Bu siparişle ilgili görüşünüz bize yol gösterir.",
      buttons: ["Değerlendirme yap"],
    },
    in_transit: {
      header: "Paketiniz yolda",
      body: "Merhaba {{customer.first_name}}, güzel haber: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişiniz size doğru yolda.\n\nPaketin her durağını sipariş sayfanızdan takip edebilirsiniz.",
      buttons: ["Siparişi takip et"],
    },
    cod_out_for_delivery: {
      header: "Dağıtıma çıktı",
      body: "Merhaba {{customer.first_name}}, güzel haber: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişiniz dağıtıma çıktı ve bugün ulaşması bekleniyor.\n\nKuryeye ödenecek tutar: {{order.outstanding}}\n\nTutarı nakit olarak hazır bulundurmanız işinizi kolaylaştırır.",
      buttons: ["Siparişi takip et"],
    },
    welcome: {
      header: "Hoş geldiniz",
      body: "Merhaba {{customer.first_name}}, sizi aramızda görmek güzel: {{shop.name}} ailesine hoş geldiniz.\n\nBir ürün veya sipariş hakkında sorunuz varsa bu mesajı yanıtlamanız yeterli. Yardımcı olmaktan mutluluk duyarız.",
      buttons: [],
    },
    win_back: {
      header: "Görüşmeyeli epey oldu",
      body: "Merhaba {{customer.first_name}}, bir süredir görüşemedik: {{shop.name}} mağazasındaki siparişinizin üzerinden epey zaman geçti: {{order.items}}.\n\nYeniden ihtiyacınız olan bir şey var mı ya da yeni bir şey bulmanıza yardım edelim mi? Bu mesajı yanıtlamanız yeterli.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "Sizi özledik",
      body: "Merhaba {{customer.first_name}}, bir süredir görüşemedik: {{shop.name}} mağazasından birkaç kez alışveriş yaptınız. Son siparişiniz: {{order.items}}.\n\nİhtiyacınız olan bir şey ya da daha iyi yapabileceğimiz bir şey var mı? Bu mesajı yanıtlamanız yeterli.",
      buttons: [],
    },
    nps_survey: {
      header: "Siparişinizle ilgili bir soru",
      body: "Merhaba {{customer.first_name}}, kısa bir sorumuz var: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişiniz birkaç gün önce ulaştı.\n\nBu siparişten sonra bizi bir arkadaşınıza önerme olasılığınız nedir? Lütfen 0 (hiç olası değil) ile 10 (çok olası) arasında bir sayıyla yanıtlayın.",
      buttons: [],
    },
    nps_sorry: {
      header: "Dürüst yanıtınız için teşekkürler",
      body: "Merhaba {{customer.first_name}}, dürüst yanıtınız için teşekkür ederiz: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişinizin daha iyi olmamasına üzüldük.\n\nLütfen yanıt verin ve neyin iyi gitmediğini yazın. Bir çalışanımız okuyup size dönecek.",
      buttons: [],
    },
    vip_tier: {
      header: "Bağlılığınız için teşekkürler",
      body: "Merhaba {{customer.first_name}}, yeniden görüşmek çok güzel: {{shop.name}} mağazasını tekrar tekrar seçtiğiniz için teşekkür ederiz.\n\nBizde yeni bir seviyeye ulaştınız: {{tag.name}}. Avantajlarınızla ilgili bir sorunuz varsa bu mesajı yanıtlamanız yeterli.",
      buttons: [],
    },
    birthday: {
      header: "Doğum gününüz kutlu olsun",
      body: "Merhaba {{customer.first_name}}, bugün sizin gününüz: {{shop.name}} ekibi olarak doğum gününüzü kutlarız.\n\nMüşterimiz olduğunuz için teşekkür ederiz. Harika bir gün geçirmenizi dileriz.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Bitmek üzere mi?",
      body: "Merhaba {{customer.first_name}}, küçük bir hatırlatma: {{shop.name}} mağazasından aldıklarınız bitmek üzere olabilir: {{order.items}}.\n\nAynısını yeniden isterseniz aşağıya bir kez dokunmanız sepetinizi doldurur.",
      buttons: ["Yeniden sipariş ver"],
    },
    satisfaction_survey: {
      header: "Her şey yolunda mı?",
      body: "Merhaba {{customer.first_name}}, kısa bir sorumuz var: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişiniz birkaç gün önce ulaştı.\n\nHer şey olması gerektiği gibi mi? Aşağıdaki düğmelerden birine dokunmanız yeterli.",
      buttons: ["Her şey yolunda", "Bir sorun var"],
    },
    survey_sorry: {
      header: "Üzgünüz",
      body: "Merhaba {{customer.first_name}}, yanıtınızı aldık: {{shop.name}} mağazasındaki {{order.name}} numaralı siparişinizde bir sorun olduğu için üzgünüz.\n\nLütfen ne olduğunu yanıt olarak yazın, gerekirse bir fotoğraf ekleyin. Bir çalışanımız okuyup size dönecek.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "Siparişiniz için bir kod",
      body: "Merhaba {{customer.first_name}}, alışverişiniz yarım kaldı: {{shop.name}} mağazasındaki ödemeniz hâlâ tamamlanmadı: {{checkout.items}}.\n\nSize özel {{discount.code}} koduyla {{discount.value}} tasarruf edersiniz. Kod bir kez ve {{discount.expires_on}} tarihine kadar geçerlidir; aşağıdaki düğmeyle döndüğünüzde uygulanır.",
      buttons: ["Ödemeye dön"],
    },
    confirm_opt_in: {
      header: "Lütfen onaylayın",
      body: "Merhaba {{customer.first_name}}, isteğiniz bize ulaştı: {{shop.name}} mağazasından WhatsApp üzerinden mesaj almak istiyorsunuz.\n\nBu numaranın size ait olduğunu ve mesaj almak istediğinizi lütfen aşağıdaki düğmeyle onaylayın. Bu isteği siz yapmadıysanız bu mesajı dikkate almayın.",
      buttons: ["Evet, onaylıyorum"],
    },
  },
  optOutFooter: "Mesaj almak istemiyorsanız DURDUR yazın",
  replies: {
    optOutConfirmed:
      "Tamam: {shopName} size buradan artık mesaj göndermeyecek. Fikriniz değişirse BAŞLA yazmanız yeterli.",
    optInConfirmed:
      "Teşekkür ederiz! {shopName} size buradan yeniden mesaj gönderebilecek. İstediğiniz zaman DURDUR yazarak durdurabilirsiniz.",
    codConfirmed:
      "Teşekkür ederiz! {orderName} numaralı siparişiniz onaylandı. Kargoya verildiğinde size haber vereceğiz.",
    codCancelled: "Anlaşıldı. {orderName} numaralı siparişinizi iptal ediyoruz; ödeme yapmanız gerekmiyor.",
    productRequestNoted: "Not aldık: {productTitle} yeniden stoğa girdiğinde size buradan bir kez yazacağız.",
    productRequestNeedsStart:
      "Not aldık: {productTitle}. Mesajlarımızı durdurmuştunuz. Lütfen önce BAŞLA yazın; yeniden stoğa girdiğinde size buradan bir kez yazarız.",
    optInThanks:
      "Teşekkür ederiz! {shopName} mağazasının mesajlarını buradan alacaksınız. İstediğiniz zaman DURDUR yazarak durdurabilirsiniz.\n\nNeyi, ne sıklıkla ve hangi dilde alacağınızı buradan seçebilirsiniz:",
    optInNeedsStart: "{shopName} mağazasının mesajlarını durdurmuştunuz. Yeniden almak isterseniz lütfen BAŞLA yazın.",
  },
  words: {
    // "Merhaba değerli müşterimiz, …"
    firstName: "değerli müşterimiz",
    carrier: "anlaşmalı kargo firmamız",
    trackingNumber: "sipariş sayfanızda",
    listSeparator: ", ",
    moreItems: { other: "{list} ve {count} ürün daha" },
  },
};
