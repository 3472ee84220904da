import { isListedDataCentre } from "./data_centre_ranges.ts";

/**
 * Whether an address belongs to a hosting or cloud provider or a VPN, where people seldom browse
 * from: by its autonomous system where that is known, else by the shipped list of networks.
 */
export function isDataCentre(ip: string, asn: number | null): boolean {
  if (asn !== null && PEOPLE.has(asn)) return false;
  return (asn !== null && DATA_CENTRES.has(asn)) || isListedDataCentre(ip);
}

/**
 * Providers where people's traffic exits: Cloudflare, Akamai and Fastly carry iCloud Private Relay
 * and WARP.
 */
const PEOPLE: ReadonlySet<number> = new Set([13335, 36183, 20940, 54113]);

const DATA_CENTRES: ReadonlySet<number> = new Set([
  // Amazon
  16509, 14618, 8987, 7224,
  // Google Cloud
  15169, 396982, 19527, 139070,
  // Microsoft Azure
  8075, 8068,
  // OVH
  16276,
  // Hetzner
  24940, 213230, 212317,
  // DigitalOcean
  14061,
  // Linode (Akamai)
  63949,
  // Vultr, Choopa (The Constant Company)
  20473,
  // Oracle Cloud
  31898,
  // Alibaba Cloud
  45102, 37963,
  // Tencent Cloud
  45090, 132203,
  // Huawei Cloud
  136907, 55990,
  // Baidu
  38365,
  // UCloud
  135377,
  // NAVER Cloud
  23576,
  // SAKURA Internet
  7684, 9370, 9371,
  // GMO Internet (ConoHa)
  7506,
  // E2E Networks
  132420,
  // IBM Cloud (SoftLayer)
  36351,
  // Rackspace
  33070, 27357, 19994,
  // Contabo
  51167, 40021, 141995,
  // Leaseweb
  60781, 28753, 16265, 30633, 7203, 395954, 396362, 396190, 394380, 59253,
  133752, 205544, 32613, 60626,
  // Scaleway
  12876,
  // M247
  9009,
  // Datacamp (CDN77)
  212238, 60068,
  // IONOS
  8560,
  // Strato
  6724,
  // Host Europe
  20773, 8972,
  // PlusServer
  61157,
  // WIIT (myLoc)
  24961,
  // Keyweb
  31103,
  // firstcolo
  44066,
  // netcup
  197540,
  // Aruba
  31034,
  // Infomaniak
  29222,
  // Private Layer
  51852,
  // Gandi
  29169, 203476,
  // Ikoula
  21409,
  // Akenes (Exoscale)
  61098,
  // Signet (TransIP)
  20857,
  // WorldStream
  49981,
  // Serverius
  50673,
  // NForce
  43350,
  // Global Layer
  49453,
  // UK-2, UK Dedicated Servers, Iomart, Hydra
  13213, 42831, 20860, 25369,
  // Clouvider
  62240,
  // UpCloud
  202053, 25697,
  // Crea Nova
  51765,
  // GleSYS
  42708,
  // 31173 Services
  39351,
  // Blix Solutions
  50304,
  // Cherry Servers
  16125,
  // Melbikomas
  56630,
  // MEVSPACE
  201814,
  // FlokiNET
  200651,
  // G-Core Labs
  199524,
  // Selectel
  49505, 50340,
  // Timeweb
  9123,
  // REG.RU
  197695,
  // Yandex.Cloud
  200350,
  // Beget
  198610,
  // Hosting technology
  48282,
  // Servers.com
  7979,
  // Aeza
  210644, 216246,
  // Scalaxy
  58061,
  // GoDaddy
  26496, 398101,
  // Unified Layer (Bluehost, HostGator)
  46606,
  // DreamHost (New Dream Network)
  26347,
  // Namecheap
  22612,
  // Network Solutions
  19871,
  // Hostinger
  47583,
  // InMotion, RamNode
  3842,
  // HostPapa (ColoCrossing, Hostwinds)
  36352, 54290,
  // Liquid Web
  32244,
  // A2 Hosting
  55293,
  // B2 Net Solutions (ServerMania)
  55286,
  // HostDime
  33182,
  // Locaweb
  27715,
  // Kamatera
  36007,
  // Psychz
  40676,
  // QuadraNet
  8100,
  // Zenlayer
  21859,
  // Packet Host (Equinix Metal)
  54825,
  // Fly.io
  40509,
  // Secured Servers (phoenixNAP)
  20454,
  // FDCservers
  30058,
  // Nocix
  33387,
  // Hivelocity
  29802, 61317,
  // Interserver
  19318,
  // Performive
  46562,
  // HostRoyale
  203020,
  // Sharktech
  46844,
  // WholeSale Internet
  32097,
  // Internap
  32475,
  // PacketHub
  136787, 207137,
  // FranTech (BuyVM)
  53667,
  // Atlantic.net
  6364,
  // Joe's Datacenter
  19969,
  // WebNX
  18450,
  // Enzu
  18978,
  // Steadfast
  32748,
  // GigeNET
  32181,
  // Aptum (Peer 1)
  13768,
  // HostHatch
  63473,
  // Multacom
  35916,
  // GorillaServers
  53850,
  // 24 SHELLS
  55081,
  // QuickPacket
  46261,
  // Tier.Net
  397423,
  // Dedicated.com
  63018,
  // Eonix
  62904,
  // Input Output Flood
  53755,
  // PureVoltage
  26548,
  // Strong Technology
  54203, 13926,
]);
