/** What the sample company sells. All names are made up. */

export interface Kind {
  readonly noun: string;
  readonly category: readonly string[];
  /** Lowest and highest gross price, whole euros. */
  readonly euros: readonly [number, number];
  readonly grams: readonly [number, number];
  readonly sizes?: readonly string[];
  readonly materials: readonly [string, ...string[]];
  readonly isFood?: boolean;
}

const CLOTHING = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const SHOES = ['37', '38', '39', '40', '41', '42', '43', '44', '45', '46'];
const OUTDOOR = ['Waterproof laminate', 'Recycled ripstop nylon', 'Waxed cotton'] as const;
const KNIT = ['Merino wool', 'Organic cotton', 'Recycled fleece'] as const;
const METAL = ['Stainless steel', 'Anodised aluminium', 'Titanium'] as const;

export const KINDS: readonly [Kind, ...Kind[]] = [
  {
    noun: 'Rain Jacket',
    category: ['Clothing', 'Jackets', 'Rain jackets'],
    euros: [79, 349],
    grams: [280, 640],
    sizes: CLOTHING,
    materials: OUTDOOR,
  },
  {
    noun: 'Softshell Jacket',
    category: ['Clothing', 'Jackets', 'Softshell'],
    euros: [69, 229],
    grams: [420, 780],
    sizes: CLOTHING,
    materials: OUTDOOR,
  },
  {
    noun: 'Base Layer Shirt',
    category: ['Clothing', 'Underwear', 'Shirts'],
    euros: [39, 99],
    grams: [140, 260],
    sizes: CLOTHING,
    materials: KNIT,
  },
  {
    noun: 'Trekking Trousers',
    category: ['Clothing', 'Trousers', 'Trekking'],
    euros: [59, 189],
    grams: [310, 560],
    sizes: CLOTHING,
    materials: OUTDOOR,
  },
  {
    noun: 'Beanie',
    category: ['Clothing', 'Accessories', 'Hats'],
    euros: [15, 45],
    grams: [45, 110],
    materials: KNIT,
  },
  {
    noun: 'Hiking Boots',
    category: ['Shoes', 'Hiking', 'Boots'],
    euros: [119, 329],
    grams: [980, 1600],
    sizes: SHOES,
    materials: ['Nubuck leather', 'Full-grain leather', 'Woven mesh'],
  },
  {
    noun: 'Trail Running Shoes',
    category: ['Shoes', 'Running', 'Trail'],
    euros: [89, 199],
    grams: [480, 720],
    sizes: SHOES,
    materials: ['Woven mesh', 'Recycled polyester mesh'],
  },
  {
    noun: 'Backpack 28 l',
    category: ['Equipment', 'Backpacks', 'Daypacks'],
    euros: [69, 179],
    grams: [680, 1250],
    materials: OUTDOOR,
  },
  {
    noun: 'Trekking Backpack 65 l',
    category: ['Equipment', 'Backpacks', 'Trekking'],
    euros: [159, 389],
    grams: [1500, 2600],
    materials: OUTDOOR,
  },
  {
    noun: 'Dome Tent 2P',
    category: ['Equipment', 'Tents', 'Dome tents'],
    euros: [189, 799],
    grams: [1700, 3900],
    materials: OUTDOOR,
  },
  {
    noun: 'Down Sleeping Bag',
    category: ['Equipment', 'Sleeping', 'Sleeping bags'],
    euros: [149, 599],
    grams: [620, 1480],
    materials: ['Recycled ripstop nylon', 'Taffeta'],
  },
  {
    noun: 'Sleeping Mat',
    category: ['Equipment', 'Sleeping', 'Mats'],
    euros: [39, 219],
    grams: [360, 980],
    materials: ['Closed-cell foam', 'Recycled polyester'],
  },
  {
    noun: 'Gas Stove',
    category: ['Equipment', 'Kitchen', 'Stoves'],
    euros: [35, 169],
    grams: [75, 460],
    materials: METAL,
  },
  {
    noun: 'Vacuum Bottle 0.75 l',
    category: ['Equipment', 'Kitchen', 'Bottles'],
    euros: [24, 59],
    grams: [310, 480],
    materials: METAL,
  },
  {
    noun: 'Enamel Mug',
    category: ['Equipment', 'Kitchen', 'Mugs'],
    euros: [9, 22],
    grams: [120, 190],
    materials: ['Enamelled steel'],
  },
  {
    noun: 'Head Torch',
    category: ['Equipment', 'Light', 'Head torches'],
    euros: [29, 149],
    grams: [55, 180],
    materials: ['Impact-proof polycarbonate', 'Anodised aluminium'],
  },
  {
    noun: 'Trekking Poles',
    category: ['Equipment', 'Poles', 'Trekking poles'],
    euros: [49, 189],
    grams: [340, 560],
    materials: ['Carbon fibre', 'Anodised aluminium'],
  },
  {
    noun: 'Trail Mix 250 g',
    category: ['Food', 'Snacks', 'Nuts and fruit'],
    euros: [4, 9],
    grams: [255, 270],
    materials: ['Almonds, cashews and cranberries', 'Walnuts, raisins and apple'],
    isFood: true,
  },
  {
    noun: 'Trekking Meal 120 g',
    category: ['Food', 'Meals', 'Freeze-dried'],
    euros: [6, 14],
    grams: [125, 145],
    materials: ['Lentils and rice', 'Pasta with tomato', 'Couscous with vegetables'],
    isFood: true,
  },
];

export const BRANDS: readonly [string, ...string[]] = [
  'Fjellbruk',
  'Almgrund',
  'Kieswerk',
  'Nordhang',
  'Taunora',
  'Brandmoor',
  'Wildenstein',
  'Lumenfeld',
  'Hafenwind',
  'Ostgrat',
];

export const SERIES: readonly [string, ...string[]] = [
  'Allgäu',
  'Bernina',
  'Brocken',
  'Eifel',
  'Elbe',
  'Föhr',
  'Hallig',
  'Isar',
  'Karwendel',
  'Lofot',
  'Müritz',
  'Ortler',
  'Rhön',
  'Saale',
  'Sylt',
  'Tarn',
  'Usedom',
  'Watzmann',
  'Zugspitze',
];

export const EDITIONS: readonly [string, ...string[]] = ['', 'II', 'III', 'Light', 'Pro', 'Eco'];

export const COLOURS = [
  'black',
  'night blue',
  'fir green',
  'sand',
  'rust',
  'slate',
  'mustard',
  'glacier',
];

export const USES: readonly [string, ...string[]] = [
  'long days above the tree line',
  'a weekend by the lake',
  'the way to work in any weather',
  'huts, bivouacs and everything between',
  'travelling light',
];

/** Endings of a description; the sample PIM's editors keep changing them. */
export const REMARKS: readonly [string, ...string[]] = [
  'Made to be repaired.',
  'Now in recycled packaging.',
  'Tested on the company’s own tours.',
  'Spare parts for ten years.',
  'Back in stock after many requests.',
];
