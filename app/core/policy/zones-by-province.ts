/**
 * Main time zone of each province, for countries that span several; where a province does, the zone most of its people live
 * in. `default` is the zone of most of the country's people. Codes as Shopify writes them (mostly ISO 3166-2 without the
 * country).
 */
export const zonesByProvince: Record<string, { default: string; zones: Record<string, string> }> = {
  US: {
    default: "America/New_York",
    zones: {
      ...zone("America/New_York", "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV"),
      ...zone("America/Chicago", "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI"),
      ...zone("America/Denver", "CO MT NM UT WY"),
      ...zone("America/Los_Angeles", "CA NV OR WA"),
      ...zone("America/Indiana/Indianapolis", "IN"),
      ...zone("America/Detroit", "MI"),
      ...zone("America/Boise", "ID"),
      ...zone("America/Phoenix", "AZ"),
      ...zone("America/Anchorage", "AK"),
      ...zone("Pacific/Honolulu", "HI"),
      ...zone("America/Puerto_Rico", "PR VI"),
      ...zone("Pacific/Guam", "GU MP"),
      ...zone("Pacific/Pago_Pago", "AS"),
    },
  },
  CA: {
    default: "America/Toronto",
    zones: {
      ...zone("America/Toronto", "ON QC"),
      ...zone("America/Halifax", "NS PE"),
      ...zone("America/Moncton", "NB"),
      ...zone("America/St_Johns", "NL"),
      ...zone("America/Winnipeg", "MB"),
      ...zone("America/Regina", "SK"),
      ...zone("America/Edmonton", "AB NT"),
      ...zone("America/Vancouver", "BC"),
      ...zone("America/Whitehorse", "YT"),
      ...zone("America/Iqaluit", "NU"),
    },
  },
  AU: {
    default: "Australia/Sydney",
    zones: {
      ...zone("Australia/Sydney", "NSW ACT"),
      ...zone("Australia/Melbourne", "VIC"),
      ...zone("Australia/Brisbane", "QLD"),
      ...zone("Australia/Adelaide", "SA"),
      ...zone("Australia/Perth", "WA"),
      ...zone("Australia/Hobart", "TAS"),
      ...zone("Australia/Darwin", "NT"),
    },
  },
  BR: {
    default: "America/Sao_Paulo",
    zones: {
      ...zone("America/Rio_Branco", "AC"),
      ...zone("America/Manaus", "AM"),
      ...zone("America/Boa_Vista", "RR"),
      ...zone("America/Porto_Velho", "RO"),
      ...zone("America/Cuiaba", "MT"),
      ...zone("America/Campo_Grande", "MS"),
    },
  },
  MX: {
    default: "America/Mexico_City",
    zones: {
      ...zone("America/Tijuana", "BC"),
      ...zone("America/Mazatlan", "BCS NAY SIN"),
      ...zone("America/Hermosillo", "SON"),
      ...zone("America/Chihuahua", "CHIH"),
      "Q ROO": "America/Cancun",
    },
  },
  RU: {
    default: "Europe/Moscow",
    zones: {
      ...zone("Europe/Kaliningrad", "KGD"),
      ...zone("Europe/Samara", "SAM UD"),
      ...zone("Europe/Astrakhan", "AST"),
      ...zone("Europe/Saratov", "SAR"),
      ...zone("Europe/Ulyanovsk", "ULY"),
      ...zone("Asia/Yekaterinburg", "BA CHE KGN KHM ORE PER SVE TYU YAN"),
      ...zone("Asia/Omsk", "OMS"),
      ...zone("Asia/Novosibirsk", "NVS"),
      ...zone("Asia/Tomsk", "TOM"),
      ...zone("Asia/Barnaul", "AL ALT"),
      ...zone("Asia/Novokuznetsk", "KEM"),
      ...zone("Asia/Krasnoyarsk", "KK KYA TY"),
      ...zone("Asia/Irkutsk", "BU IRK"),
      ...zone("Asia/Chita", "ZAB"),
      ...zone("Asia/Yakutsk", "AMU SA"),
      ...zone("Asia/Vladivostok", "KHA PRI YEV"),
      ...zone("Asia/Magadan", "MAG"),
      ...zone("Asia/Sakhalin", "SAK"),
      ...zone("Asia/Kamchatka", "KAM"),
      ...zone("Asia/Anadyr", "CHU"),
    },
  },
  ID: {
    default: "Asia/Jakarta",
    zones: {
      ...zone("Asia/Pontianak", "KB KT"),
      ...zone("Asia/Makassar", "BA GO KI KS KU NB NT SA SG SN SR ST"),
      ...zone("Asia/Jayapura", "MA MU PA PB"),
    },
  },
  CL: { default: "America/Santiago", zones: { MA: "America/Punta_Arenas" } },
  ES: { default: "Europe/Madrid", zones: { ...zone("Atlantic/Canary", "GC TF"), ...zone("Africa/Ceuta", "CE ML") } },
  PT: { default: "Europe/Lisbon", zones: { 20: "Atlantic/Azores", 30: "Atlantic/Madeira" } },
  AR: { default: "America/Argentina/Buenos_Aires", zones: {} },
  CD: { default: "Africa/Kinshasa", zones: {} },
  CN: { default: "Asia/Shanghai", zones: {} },
  CY: { default: "Asia/Nicosia", zones: {} },
  EC: { default: "America/Guayaquil", zones: {} },
  GL: { default: "America/Nuuk", zones: {} },
  KI: { default: "Pacific/Tarawa", zones: {} },
  KZ: { default: "Asia/Almaty", zones: {} },
  MN: { default: "Asia/Ulaanbaatar", zones: {} },
  MY: { default: "Asia/Kuala_Lumpur", zones: {} },
  NZ: { default: "Pacific/Auckland", zones: {} },
  PF: { default: "Pacific/Tahiti", zones: {} },
  PG: { default: "Pacific/Port_Moresby", zones: {} },
  UA: { default: "Europe/Kyiv", zones: {} },
  UZ: { default: "Asia/Tashkent", zones: {} },
  VN: { default: "Asia/Ho_Chi_Minh", zones: {} },
};

function zone(timeZone: string, provinces: string): Record<string, string> {
  return Object.fromEntries(provinces.split(" ").map((province) => [province, timeZone]));
}
