import type { LanguageTexts } from "./language-texts.ts";

export const en: LanguageTexts = {
  templates: {
    abandoned_checkout_1: {
      header: "Your checkout is saved",
      body: "Hi {{customer.first_name}}, you left something behind at {{shop.name}}.\n\nIn your checkout: {{checkout.items}}\nTotal: {{checkout.total}}\n\nEverything is saved, so you can carry on right where you stopped.",
      buttons: ["Return to checkout"],
    },
    abandoned_checkout_2: {
      header: "Any questions?",
      body: "Hi {{customer.first_name}}, your items from {{shop.name}} are still waiting for you: {{checkout.items}}.\n\nIf a question about a product, delivery or payment is holding you back, just reply to this message. We are happy to help.",
      buttons: ["Return to checkout"],
    },
    abandoned_checkout_3: {
      header: "A last reminder",
      body: "Hi {{customer.first_name}}, your checkout at {{shop.name}} is still open: {{checkout.items}}.\n\nThis is our last message about it. If you still want the items, one tap brings you back.",
      buttons: ["Return to checkout"],
    },
    abandoned_cart: {
      header: "Still in your cart",
      body: "Hi {{customer.first_name}}, your cart at {{shop.name}} is still waiting: {{cart.items}}.\n\nHave another look whenever it suits you. If you have a question, just reply to this message.",
      buttons: ["View cart"],
    },
    back_in_stock: {
      header: "Back in stock",
      body: "Hi {{customer.first_name}}, good news: {{product.title}} is back in stock at {{shop.name}}.\n\nYou asked us to tell you, so here we are. We can't say how long it will stay available.",
      buttons: ["View product"],
    },
    price_drop: {
      header: "The price has dropped",
      body: "Hi {{customer.first_name}}, you asked us to tell you when {{product.title}} at {{shop.name}} gets cheaper.\n\nPrice before: {{price.old}}\nPrice now: {{price.new}}\n\nPrices can change again, so please check the product page.",
      buttons: ["View product"],
    },
    order_confirmed: {
      header: "Order confirmed",
      body: "Hi {{customer.first_name}}, thank you for your order {{order.name}} at {{shop.name}}.\n\nItems: {{order.items}}\nTotal: {{order.total}}\n\nWe will let you know as soon as it ships.",
      buttons: ["View order"],
    },
    order_receipt: {
      header: null,
      body: "Hi {{customer.first_name}}, thank you for your order {{order.name}} at {{shop.name}}.\n\nYour receipt for {{order.total}} is attached as a PDF. If you have a question about it, just reply to this message.",
      buttons: ["View order"],
    },
    cod_confirm: {
      header: "Please confirm your order",
      body: "Hi {{customer.first_name}}, we have received your order {{order.name}} at {{shop.name}}, to be paid in cash on delivery.\n\nItems: {{order.items}}\nTo pay on delivery: {{order.outstanding}}\n\nPlease tell us with one of the buttons below whether we may ship it.",
      buttons: ["Confirm order", "Cancel order"],
    },
    payment_reminder: {
      header: "Payment outstanding",
      body: "Hi {{customer.first_name}}, we have not received the payment for your order {{order.name}} at {{shop.name}} yet.\n\nAmount due: {{order.outstanding}}\n\nYou can pay on your order page. If you have paid in the meantime, please ignore this message.",
      buttons: ["Go to payment"],
    },
    order_cancelled: {
      header: "Order cancelled",
      body: "Hi {{customer.first_name}}, your order {{order.name}} at {{shop.name}} has been cancelled.\n\nItems: {{order.items}}\n\nIf you did not expect this or have a question, just reply to this message.",
      buttons: ["View order"],
    },
    refund_issued: {
      header: "Refund issued",
      body: "Hi {{customer.first_name}}, we have refunded {{refund.amount}} for your order {{order.name}} at {{shop.name}}.\n\nDepending on your bank, it can take a few business days until you see the amount in your account.",
      buttons: ["View order"],
    },
    order_shipped: {
      header: "Your order is on its way",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} has been shipped.\n\nCarrier: {{fulfillment.carrier}}\nTracking number: {{fulfillment.tracking_number}}\n\nYou can follow the parcel on your order page.",
      buttons: ["Track order"],
    },
    out_for_delivery: {
      header: "Out for delivery",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} is out for delivery and should reach you today.\n\nIt helps if someone is there to receive it.",
      buttons: ["Track order"],
    },
    delivered: {
      header: "Delivered",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} has been delivered. We hope you enjoy it.\n\nIf something is missing or not right, just reply to this message and we will take care of it.",
      buttons: ["View order"],
    },
    delivery_attempt_failed: {
      header: "Delivery attempt failed",
      body: "Hi {{customer.first_name}}, the carrier tried to deliver your order {{order.name}} from {{shop.name}} but could not hand it over.\n\nThe next steps are on your order page. If you need help, just reply to this message.",
      buttons: ["Track order"],
    },
    delivery_delayed: {
      header: "Your delivery is delayed",
      body: "Hi {{customer.first_name}}, we are sorry: your order {{order.name}} from {{shop.name}} is taking longer than planned.\n\nYou can see the latest status on your order page. If you have a question, just reply to this message.",
      buttons: ["Track order"],
    },
    ready_for_pickup: {
      header: "Ready for pickup",
      body: "Hi {{customer.first_name}}, your order {{order.name}} at {{shop.name}} is ready for you to pick up.\n\nPlease have the order number at hand when you come. Address and opening hours are on your order page.",
      buttons: ["View order"],
    },
    review_request: {
      header: "How was your order?",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} arrived a few days ago: {{order.items}}.\n\nAre you happy with it? Your feedback on this order helps us and other customers.",
      buttons: ["Leave a review"],
    },
    in_transit: {
      header: "Your parcel is moving",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} is in transit and on its way to you.\n\nYou can follow each stop of the parcel on your order page.",
      buttons: ["Track order"],
    },
    cod_out_for_delivery: {
      header: "Out for delivery",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} is out for delivery and should reach you today.\n\nTo pay to the courier: {{order.outstanding}}\n\nIt helps if you have the amount ready in cash.",
      buttons: ["Track order"],
    },
    welcome: {
      header: "Welcome",
      body: "Hi {{customer.first_name}}, welcome to {{shop.name}}. Good to have you with us.\n\nIf you have a question about a product or an order, just reply to this message. We are happy to help.",
      buttons: [],
    },
    win_back: {
      header: "It has been a while",
      body: "Hi {{customer.first_name}}, some time has passed since your order at {{shop.name}}. You bought: {{order.items}}.\n\nDo you need anything again, or can we help you find something new? Just reply to this message.",
      buttons: [],
    },
    win_back_lapsing: {
      header: "We have missed you",
      body: "Hi {{customer.first_name}}, you have ordered from {{shop.name}} more than once, and we have not heard from you for a while. Your last order: {{order.items}}.\n\nIs there something you need, or something we could do better? Just reply to this message.",
      buttons: [],
    },
    nps_survey: {
      header: "One question about your order",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} arrived a few days ago.\n\nAfter this order, how likely are you to recommend us to a friend? Please reply with a number from 0 (not at all likely) to 10 (very likely).",
      buttons: [],
    },
    nps_sorry: {
      header: "Thank you for your honest answer",
      body: "Hi {{customer.first_name}}, thank you for your honest answer about your order {{order.name}} from {{shop.name}}. We are sorry that it was not better.\n\nPlease reply and tell us what went wrong. A person will read it and answer you.",
      buttons: [],
    },
    vip_tier: {
      header: "Thank you for your loyalty",
      body: "Hi {{customer.first_name}}, thank you for coming back to {{shop.name}} again and again.\n\nYou have reached a new level with us: {{tag.name}}. If you have a question about your benefits, just reply to this message.",
      buttons: [],
    },
    birthday: {
      header: "Happy birthday",
      body: "Hi {{customer.first_name}}, all of us at {{shop.name}} wish you a very happy birthday.\n\nThank you for being our customer. We hope you have a wonderful day.",
      buttons: [],
    },
    reorder_reminder: {
      header: "Running low?",
      body: "Hi {{customer.first_name}}, what you ordered from {{shop.name}} may be running low by now: {{order.items}}.\n\nIf you would like the same again, one tap below fills your cart.",
      buttons: ["Order again"],
    },
    satisfaction_survey: {
      header: "Is everything all right?",
      body: "Hi {{customer.first_name}}, your order {{order.name}} from {{shop.name}} arrived a few days ago.\n\nIs everything as it should be? One tap on a button below is enough.",
      buttons: ["All good", "Something is wrong"],
    },
    survey_sorry: {
      header: "We are sorry",
      body: "Hi {{customer.first_name}}, we are sorry that something is wrong with your order {{order.name}} from {{shop.name}}.\n\nPlease reply and tell us what happened, with a photo if it helps. A person will read it and answer you.",
      buttons: [],
    },
    abandoned_checkout_offer: {
      header: "A code for your checkout",
      body: "Hi {{customer.first_name}}, your checkout at {{shop.name}} is still open: {{checkout.items}}.\n\nWith the code {{discount.code}} you save {{discount.value}}. It works once, until {{discount.expires_on}}, and is applied when you return with the button below.",
      buttons: ["Return to checkout"],
    },
    confirm_opt_in: {
      header: "Please confirm",
      body: "Hi {{customer.first_name}}, you asked to get messages from {{shop.name}} on WhatsApp.\n\nPlease confirm with the button below that this is your number and that you want them. If it was not you, simply ignore this message.",
      buttons: ["Yes, I confirm"],
    },
  },
  optOutFooter: "Reply STOP to opt out",
  replies: {
    optOutConfirmed: "Done: you will get no more messages from {shopName} here. If you change your mind, reply START.",
    optInConfirmed: "Thank you! You will get messages from {shopName} here again. Reply STOP to opt out at any time.",
    codConfirmed: "Thank you! Your order {orderName} is confirmed. We will let you know as soon as it ships.",
    codCancelled: "Understood. We are cancelling your order {orderName}, and you have nothing to pay.",
    productRequestNoted: "Got it: we will write to you here once when {productTitle} is back in stock.",
    productRequestNeedsStart:
      "Noted: {productTitle}. You have stopped our messages, so please reply START first. Then we will write to you here once when it is back in stock.",
    optInThanks:
      "Thank you! You will get messages from {shopName} here. Reply STOP to opt out at any time.\n\nYou choose what you get, how often and in which language here:",
    optInNeedsStart: "You have stopped the messages from {shopName}. If you want them again, please reply START.",
  },
  words: {
    firstName: "there",
    carrier: "our delivery partner",
    trackingNumber: "see your order page",
    listSeparator: ", ",
    moreItems: { other: "{list} and {count} more" },
  },
};
