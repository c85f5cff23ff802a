import type { LanguageTexts } from "./language-texts.ts";

/** です・ます調. The name is followed by 様; without one, "お客" makes it お客様. */
export const ja: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "お買い物内容を保存しています",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でのお買い物手続きが途中になっております。\n\n商品：{{checkout.items}}\n合計：{{checkout.total}}\n\n内容はそのまま保存しておりますので、続きからお手続きいただけます。",
      buttons: ["お手続きに戻る"],
    },
    abandoned_checkout_2: {
      header: "ご不明な点はございませんか",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でお選びいただいた商品が、まだお手続き待ちとなっております。\n\n商品：{{checkout.items}}\n\n商品や配送、お支払いについてご不明な点がございましたら、このメッセージにご返信ください。喜んでご案内いたします。",
      buttons: ["お手続きに戻る"],
    },
    abandoned_checkout_3: {
      header: "最後のお知らせ",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でのお買い物手続きがまだ完了しておりません。\n\n商品：{{checkout.items}}\n\n本件のご案内は今回が最後です。ご購入をご希望でしたら、下のボタンからお戻りいただけます。",
      buttons: ["お手続きに戻る"],
    },
    abandoned_cart: {
      header: "カートに商品が残っています",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} のカートに商品が残っております。\n\n商品：{{cart.items}}\n\nご都合のよいときに、もう一度ご覧ください。ご質問はこのメッセージへの返信で承ります。",
      buttons: ["カートを見る"],
    },
    back_in_stock: {
      header: "再入荷のお知らせ",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} より再入荷のお知らせです。\n\n商品：{{product.title}}\n\nご希望いただいておりましたので、ご連絡いたしました。在庫には限りがございます。",
      buttons: ["商品を見る"],
    },
    price_drop: {
      header: "価格が下がりました",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} より価格変更のお知らせです。\n\n商品：{{product.title}}\n以前の価格：{{price.old}}\n現在の価格：{{price.new}}\n\nご希望いただいておりましたので、ご連絡いたしました。価格は再び変わる場合がございます。",
      buttons: ["商品を見る"],
    },
    order_confirmed: {
      header: "ご注文を承りました",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} をご利用いただきありがとうございます。ご注文を承りました。\n\n注文番号：{{order.name}}\n商品：{{order.items}}\n合計：{{order.total}}\n\n発送しましたら、改めてお知らせいたします。",
      buttons: ["注文を見る"],
    },
    order_receipt: {
      header: null,
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} をご利用いただきありがとうございます。購入明細をPDFでお送りします。\n\n注文番号：{{order.name}}\n合計：{{order.total}}\n\nご不明な点がございましたら、このメッセージにご返信ください。",
      buttons: ["注文を見る"],
    },
    cod_confirm: {
      header: "ご注文内容のご確認",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} にて、代金引換のご注文を承りました。\n\n注文番号：{{order.name}}\n商品：{{order.items}}\nお届け時のお支払い額：{{order.outstanding}}\n\n発送してよろしいか、下のボタンでお知らせください。",
      buttons: ["注文を確定する", "注文をキャンセルする"],
    },
    payment_reminder: {
      header: "お支払いのご確認",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でのご注文について、お支払いの確認がまだ取れておりません。\n\n注文番号：{{order.name}}\nお支払い額：{{order.outstanding}}\n\nご注文ページからお支払いいただけます。行き違いでお支払い済みの場合は、何卒ご容赦ください。",
      buttons: ["お支払いへ進む"],
    },
    order_cancelled: {
      header: "ご注文のキャンセル",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でのご注文をキャンセルいたしました。\n\n注文番号：{{order.name}}\n商品：{{order.items}}\n\nお心当たりがない場合やご質問は、このメッセージへの返信で承ります。",
      buttons: ["注文を見る"],
    },
    refund_issued: {
      header: "ご返金のお知らせ",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でのご注文について、返金の手続きをいたしました。\n\n注文番号：{{order.name}}\n返金額：{{refund.amount}}\n\n金融機関によっては、口座に反映されるまで数営業日かかる場合がございます。",
      buttons: ["注文を見る"],
    },
    order_shipped: {
      header: "商品を発送しました",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品を発送いたしました。\n\n注文番号：{{order.name}}\n配送業者：{{fulfillment.carrier}}\n追跡番号：{{fulfillment.tracking_number}}\n\n配送状況はご注文ページでご確認いただけます。",
      buttons: ["配送状況を見る"],
    },
    out_for_delivery: {
      header: "本日お届け予定です",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品は配達中で、本日お届けの予定です。\n\n注文番号：{{order.name}}\n\nお受け取りをお願いいたします。",
      buttons: ["配送状況を見る"],
    },
    delivered: {
      header: "お届けが完了しました",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品のお届けが完了いたしました。\n\n注文番号：{{order.name}}\n\n不足や不具合がございましたら、このメッセージにご返信ください。すぐに対応いたします。",
      buttons: ["注文を見る"],
    },
    delivery_attempt_failed: {
      header: "お届けできませんでした",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品を配送業者がお届けに伺いましたが、お渡しできませんでした。\n\n注文番号：{{order.name}}\n\n今後のお手続きはご注文ページでご確認いただけます。お困りの際は、このメッセージにご返信ください。",
      buttons: ["配送状況を見る"],
    },
    delivery_delayed: {
      header: "お届け遅延のお詫び",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品のお届けが、予定より遅れております。ご迷惑をおかけし申し訳ございません。\n\n注文番号：{{order.name}}\n\n最新の状況はご注文ページでご確認いただけます。ご質問はこのメッセージへの返信で承ります。",
      buttons: ["配送状況を見る"],
    },
    ready_for_pickup: {
      header: "お受け取りの準備ができました",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}} でご注文いただいた商品は、店頭でお受け取りいただけます。\n\n注文番号：{{order.name}}\n\nご来店の際は、注文番号をお知らせください。住所と営業時間はご注文ページに記載しております。",
      buttons: ["注文を見る"],
    },
    review_request: {
      header: "商品はいかがでしたか",
      body: "こんにちは、{{customer.first_name}}様。先日は {{shop.name}} をご利用いただきありがとうございました。\n\n注文番号：{{order.name}}\n商品：{{order.items}}\n\nお届けした商品はいかがでしたか。このご注文についてのご感想をお聞かせください。",
      buttons: ["レビューを書く"],
    },
    in_transit: {
      header: "お荷物は配送中です",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}は現在、お届け先へ向けて輸送中です。\n\nお荷物の状況は、ご注文ページでいつでもご確認いただけます。",
      buttons: ["配送状況を見る"],
    },
    cod_out_for_delivery: {
      header: "本日お届け予定です",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}は配達中で、本日お届けの予定です。\n\n配達時のお支払い額：{{order.outstanding}}\n\n現金をご用意いただけますとスムーズです。",
      buttons: ["配送状況を見る"],
    },
    welcome: {
      header: "ようこそ",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}へようこそ。ご登録いただきありがとうございます。\n\n商品やご注文についてご質問がございましたら、このメッセージにご返信ください。喜んでお手伝いいたします。",
      buttons: [],
    },
    win_back: {
      header: "お久しぶりです",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文からしばらく経ちました：{{order.items}}。\n\nまたご入り用のものはございませんか。新しい商品選びもお手伝いします。このメッセージにそのままご返信ください。",
      buttons: [],
    },
    win_back_lapsing: {
      header: "ご無沙汰しております",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}をこれまで何度もご利用いただき、ありがとうございます。前回のご注文：{{order.items}}。\n\nご入り用のものや、改善してほしい点はございませんか。このメッセージにそのままご返信ください。",
      buttons: [],
    },
    nps_survey: {
      header: "ご注文について一つだけ",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}は数日前に届いております。\n\n今回のご注文を踏まえ、当店をご友人に薦める可能性はどのくらいですか。0（まったく薦めない）から10（ぜひ薦めたい）までの数字でご返信ください。",
      buttons: [],
    },
    nps_sorry: {
      header: "率直なご回答に感謝します",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}について、率直なご回答をありがとうございます。ご期待に沿えず申し訳ございません。\n\n何がよくなかったか、ぜひご返信ください。担当者が拝見し、ご連絡いたします。",
      buttons: [],
    },
    vip_tier: {
      header: "いつもありがとうございます",
      body: "こんにちは、{{customer.first_name}}様。いつも{{shop.name}}をご利用いただき、ありがとうございます。\n\n新しいランクになりました：{{tag.name}}。特典についてご質問がございましたら、このメッセージにそのままご返信ください。",
      buttons: [],
    },
    birthday: {
      header: "お誕生日おめでとうございます",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}一同、お誕生日を心よりお祝い申し上げます。\n\nいつもご利用いただき、ありがとうございます。すてきな一日をお過ごしください。",
      buttons: [],
    },
    reorder_reminder: {
      header: "そろそろなくなる頃ですか",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でご注文の商品が、そろそろなくなる頃かもしれません：{{order.items}}。\n\n同じものをまたご希望でしたら、下のボタンを押すだけでカートに入ります。",
      buttons: ["もう一度注文する"],
    },
    satisfaction_survey: {
      header: "問題はございませんか",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}は数日前に届いております。\n\n商品に問題はございませんでしたか。下のボタンを一つ押すだけでお答えいただけます。",
      buttons: ["問題ありません", "問題があります"],
    },
    survey_sorry: {
      header: "申し訳ございません",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのご注文{{order.name}}に問題があったとのこと、申し訳ございません。\n\n何があったか、よろしければ写真も添えてご返信ください。担当者が拝見し、ご連絡いたします。",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "ご注文に使えるコード",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}でのお手続きがまだ完了していません：{{checkout.items}}。\n\nコード「{{discount.code}}」で{{discount.value}}割引になります。{{discount.expires_on}}まで一回限り有効で、下のボタンから戻ると自動で適用されます。",
      buttons: ["お手続きに戻る"],
    },
    confirm_opt_in: {
      header: "ご確認のお願い",
      body: "こんにちは、{{customer.first_name}}様。{{shop.name}}からのメッセージをWhatsAppで受け取るお申し込みをいただきました。\n\nこの番号がご本人のものであり、受け取りをご希望であることを、下のボタンでご確認ください。お心当たりがない場合は、このメッセージを無視してください。",
      buttons: ["はい、希望します"],
    },
  },
  optOutFooter: "配信を停止するには「配信停止」とご返信ください",
  replies: {
    optOutConfirmed:
      "承知いたしました。今後、{shopName} からこちらにメッセージをお送りすることはありません。再開をご希望の際は「再開」とご返信ください。",
    optInConfirmed:
      "ありがとうございます。{shopName} からのメッセージを再開いたします。停止をご希望の際は、いつでも「配信停止」とご返信ください。",
    codConfirmed:
      "ありがとうございます。ご注文 {orderName} を確定いたしました。発送しましたら、改めてお知らせいたします。",
    codCancelled: "承知いたしました。ご注文 {orderName} をキャンセルいたします。お支払いは不要です。",
    productRequestNoted: "承知いたしました。{productTitle} が再入荷しましたら、こちらに一度だけご連絡いたします。",
    productRequestNeedsStart:
      "承知いたしました：{productTitle}。現在、メッセージの配信が停止されています。先に「再開」とご返信ください。再入荷しましたら、こちらに一度だけご連絡いたします。",
    optInThanks:
      "ありがとうございます。{shopName} からのメッセージをこちらにお送りいたします。停止をご希望の際は、いつでも「配信停止」とご返信ください。\n\n内容・頻度・言語はこちらでお選びいただけます：",
    optInNeedsStart: "{shopName} からのメッセージは停止されています。再びご希望の場合は「再開」とご返信ください。",
  },
  words: {
    // お客 + 様
    firstName: "お客",
    carrier: "提携の配送業者",
    trackingNumber: "ご注文ページをご覧ください",
    listSeparator: "、",
    moreItems: { other: "{list} ほか{count}点" },
  },
};
