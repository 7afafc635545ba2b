// Made by scripts/emoji.ts from gemoji 8.1.0 (MIT, © Titus Wormer; the names are those of GitHub).
// SHA-256 of the source: fe665c440d263c1e496dc998ccbedc1a269ebed0368f827f503bb393d8d96837

/**
 * A line for each emoji: its code points in hexadecimal, joined by `-`, its names, and behind a `~` each, words about it.
 * It is ASCII, which takes half the memory.
 */
export const EMOJI_TABLE = `\
1f600 grinning ~smile ~happy ~face
1f603 smiley ~happy ~joy ~haha ~grinning ~face ~with ~big ~eyes
1f604 smile ~happy ~joy ~laugh ~pleased ~grinning ~face ~with ~smiling ~eyes
1f601 grin ~beaming ~face ~with ~smiling ~eyes
1f606 laughing satisfied ~happy ~haha ~grinning ~squinting ~face
1f605 sweat_smile ~hot ~grinning ~face ~with
1f923 rofl ~lol ~laughing ~rolling ~on ~the ~floor
1f602 joy ~tears ~face ~with ~of
1f642 slightly_smiling_face
1f643 upside_down_face
1fae0 melting_face ~sarcasm ~dread
1f609 wink ~flirt ~winking ~face
1f60a blush ~proud ~smiling ~face ~with ~eyes
1f607 innocent ~angel ~smiling ~face ~with ~halo
1f970 smiling_face_with_three_hearts ~love
1f60d heart_eyes ~love ~crush ~smiling ~face ~with
1f929 star_struck ~eyes
1f618 kissing_heart ~flirt ~face ~blowing ~a ~kiss
1f617 kissing ~face
263a-fe0f relaxed ~blush ~pleased ~smiling ~face
1f61a kissing_closed_eyes ~face ~with
1f619 kissing_smiling_eyes ~face ~with
1f972 smiling_face_with_tear
1f60b yum ~tongue ~lick ~face ~savoring ~food
1f61b stuck_out_tongue ~face ~with
1f61c stuck_out_tongue_winking_eye ~prank ~silly ~face ~with
1f92a zany_face ~goofy ~wacky
1f61d stuck_out_tongue_closed_eyes ~prank ~squinting ~face ~with
1f911 money_mouth_face ~rich
1f917 hugs ~smiling ~face ~with ~open ~hands
1f92d hand_over_mouth ~quiet ~whoops ~face ~with
1fae2 face_with_open_eyes_and_hand_over_mouth ~gasp ~shock
1fae3 face_with_peeking_eye
1f92b shushing_face ~silence ~quiet
1f914 thinking ~face
1fae1 saluting_face ~respect
1f910 zipper_mouth_face ~silence ~hush
1f928 raised_eyebrow ~suspicious ~face ~with
1f610 neutral_face ~meh
1f611 expressionless ~face
1f636 no_mouth ~mute ~silence ~face ~without
1fae5 dotted_line_face ~invisible
1f636-200d-1f32b-fe0f face_in_clouds
1f60f smirk ~smug ~smirking ~face
1f612 unamused ~meh ~face
1f644 roll_eyes ~face ~with ~rolling
1f62c grimacing ~face
1f62e-200d-1f4a8 face_exhaling
1f925 lying_face ~liar
1fae8 shaking_face ~shock
1f60c relieved ~whew ~face
1f614 pensive ~face
1f62a sleepy ~tired ~face
1f924 drooling_face
1f634 sleeping ~zzz ~face
1f637 mask ~sick ~ill ~face ~with ~medical
1f912 face_with_thermometer ~sick
1f915 face_with_head_bandage ~hurt
1f922 nauseated_face ~sick ~barf ~disgusted
1f92e vomiting_face ~barf ~sick
1f927 sneezing_face ~achoo ~sick
1f975 hot_face ~heat ~sweating
1f976 cold_face ~freezing ~ice
1f974 woozy_face ~groggy
1f635 dizzy_face ~with ~crossed ~out ~eyes
1f635-200d-1f4ab face_with_spiral_eyes
1f92f exploding_head ~mind ~blown
1f920 cowboy_hat_face
1f973 partying_face ~celebration ~birthday
1f978 disguised_face
1f60e sunglasses ~cool ~smiling ~face ~with
1f913 nerd_face ~geek ~glasses
1f9d0 monocle_face ~with
1f615 confused ~face
1fae4 face_with_diagonal_mouth ~confused
1f61f worried ~nervous ~face
1f641 slightly_frowning_face
2639-fe0f frowning_face
1f62e open_mouth ~surprise ~impressed ~wow ~face ~with
1f62f hushed ~silence ~speechless ~face
1f632 astonished ~amazed ~gasp ~face
1f633 flushed ~face
1f97a pleading_face ~puppy ~eyes
1f979 face_holding_back_tears ~gratitude
1f626 frowning ~face ~with ~open ~mouth
1f627 anguished ~stunned ~face
1f628 fearful ~scared ~shocked ~oops ~face
1f630 cold_sweat ~nervous ~anxious ~face ~with
1f625 disappointed_relieved ~phew ~sweat ~nervous ~sad ~but ~face
1f622 cry ~sad ~tear ~crying ~face
1f62d sob ~sad ~cry ~bawling ~loudly ~crying ~face
1f631 scream ~horror ~shocked ~face ~screaming ~in ~fear
1f616 confounded ~face
1f623 persevere ~struggling ~persevering ~face
1f61e disappointed ~sad ~face
1f613 sweat ~downcast ~face ~with
1f629 weary ~tired ~face
1f62b tired_face ~upset ~whine
1f971 yawning_face
1f624 triumph ~smug ~face ~with ~steam ~from ~nose
1f621 rage pout ~angry ~enraged ~face
1f620 angry ~mad ~annoyed ~face
1f92c cursing_face ~foul ~with ~symbols ~on ~mouth
1f608 smiling_imp ~devil ~evil ~horns ~face ~with
1f47f imp ~angry ~devil ~evil ~horns ~face ~with
1f480 skull ~dead ~danger ~poison
2620-fe0f skull_and_crossbones ~danger ~pirate
1f4a9 hankey poop shit ~crap ~pile ~of ~poo
1f921 clown_face
1f479 japanese_ogre ~monster
1f47a japanese_goblin
1f47b ghost ~halloween
1f47d alien ~ufo
1f47e space_invader ~game ~retro ~alien ~monster
1f916 robot
1f63a smiley_cat ~grinning
1f638 smile_cat ~grinning ~with ~smiling ~eyes
1f639 joy_cat ~with ~tears ~of
1f63b heart_eyes_cat ~smiling ~with
1f63c smirk_cat ~with ~wry ~smile
1f63d kissing_cat
1f640 scream_cat ~horror ~weary
1f63f crying_cat_face ~sad ~tear
1f63e pouting_cat
1f648 see_no_evil ~monkey ~blind ~ignore
1f649 hear_no_evil ~monkey ~deaf
1f64a speak_no_evil ~monkey ~mute ~hush
1f48c love_letter ~email ~envelope
1f498 cupid ~love ~heart ~with ~arrow
1f49d gift_heart ~chocolates ~with ~ribbon
1f496 sparkling_heart
1f497 heartpulse ~growing ~heart
1f493 heartbeat ~beating ~heart
1f49e revolving_hearts
1f495 two_hearts
1f49f heart_decoration
2763-fe0f heavy_heart_exclamation
1f494 broken_heart
2764-fe0f-200d-1f525 heart_on_fire
2764-fe0f-200d-1fa79 mending_heart
2764-fe0f heart ~love ~red
1fa77 pink_heart
1f9e1 orange_heart
1f49b yellow_heart
1f49a green_heart
1f499 blue_heart
1fa75 light_blue_heart
1f49c purple_heart
1f90e brown_heart
1f5a4 black_heart
1fa76 grey_heart
1f90d white_heart
1f48b kiss ~lipstick ~mark
1f4af 100 ~score ~perfect ~hundred ~points
1f4a2 anger ~angry ~symbol
1f4a5 boom collision ~explode
1f4ab dizzy ~star
1f4a6 sweat_drops ~water ~workout ~droplets
1f4a8 dash ~wind ~blow ~fast ~dashing ~away
1f573-fe0f hole
1f4ac speech_balloon ~comment
1f441-fe0f-200d-1f5e8-fe0f eye_speech_bubble ~in
1f5e8-fe0f left_speech_bubble
1f5ef-fe0f right_anger_bubble
1f4ad thought_balloon ~thinking
1f4a4 zzz ~sleeping
1f44b wave ~goodbye ~waving ~hand
1f91a raised_back_of_hand
1f590-fe0f raised_hand_with_fingers_splayed
270b hand raised_hand ~highfive ~stop
1f596 vulcan_salute ~prosper ~spock
1faf1 rightwards_hand
1faf2 leftwards_hand
1faf3 palm_down_hand
1faf4 palm_up_hand
1faf7 leftwards_pushing_hand
1faf8 rightwards_pushing_hand
1f44c ok_hand
1f90c pinched_fingers
1f90f pinching_hand
270c-fe0f v ~victory ~peace ~hand
1f91e crossed_fingers ~luck ~hopeful
1faf0 hand_with_index_finger_and_thumb_crossed
1f91f love_you_gesture
1f918 metal ~sign ~of ~the ~horns
1f919 call_me_hand
1f448 point_left ~backhand ~index ~pointing
1f449 point_right ~backhand ~index ~pointing
1f446 point_up_2 ~backhand ~index ~pointing
1f595 middle_finger fu
1f447 point_down ~backhand ~index ~pointing
261d-fe0f point_up ~index ~pointing
1faf5 index_pointing_at_the_viewer
1f44d +1 thumbsup ~approve ~ok ~thumbs ~up
1f44e -1 thumbsdown ~disapprove ~bury ~thumbs ~down
270a fist_raised fist ~power
1f44a fist_oncoming facepunch punch ~attack
1f91b fist_left ~facing
1f91c fist_right ~facing
1f44f clap ~praise ~applause ~clapping ~hands
1f64c raised_hands ~hooray ~raising
1faf6 heart_hands ~love
1f450 open_hands
1f932 palms_up_together
1f91d handshake ~deal
1f64f pray ~please ~hope ~wish ~folded ~hands
270d-fe0f writing_hand
1f485 nail_care ~beauty ~manicure ~polish
1f933 selfie
1f4aa muscle ~flex ~bicep ~strong ~workout ~flexed ~biceps
1f9be mechanical_arm
1f9bf mechanical_leg
1f9b5 leg
1f9b6 foot
1f442 ear ~hear ~sound ~listen
1f9bb ear_with_hearing_aid
1f443 nose ~smell
1f9e0 brain
1fac0 anatomical_heart
1fac1 lungs
1f9b7 tooth
1f9b4 bone
1f440 eyes ~look ~see ~watch
1f441-fe0f eye
1f445 tongue ~taste
1f444 lips ~kiss ~mouth
1fae6 biting_lip
1f476 baby ~child ~newborn
1f9d2 child
1f466 boy ~child
1f467 girl ~child
1f9d1 adult ~person
1f471 blond_haired_person ~hair
1f468 man ~mustache ~father ~dad
1f9d4 bearded_person ~beard
1f9d4-200d-2642-fe0f man_beard
1f9d4-200d-2640-fe0f woman_beard
1f468-200d-1f9b0 red_haired_man ~hair
1f468-200d-1f9b1 curly_haired_man ~hair
1f468-200d-1f9b3 white_haired_man ~hair
1f468-200d-1f9b2 bald_man
1f469 woman ~girls
1f469-200d-1f9b0 red_haired_woman ~hair
1f9d1-200d-1f9b0 person_red_hair
1f469-200d-1f9b1 curly_haired_woman ~hair
1f9d1-200d-1f9b1 person_curly_hair
1f469-200d-1f9b3 white_haired_woman ~hair
1f9d1-200d-1f9b3 person_white_hair
1f469-200d-1f9b2 bald_woman
1f9d1-200d-1f9b2 person_bald
1f471-200d-2640-fe0f blond_haired_woman blonde_woman ~hair
1f471-200d-2642-fe0f blond_haired_man ~hair
1f9d3 older_adult ~person
1f474 older_man ~old
1f475 older_woman ~old
1f64d frowning_person
1f64d-200d-2642-fe0f frowning_man
1f64d-200d-2640-fe0f frowning_woman
1f64e pouting_face ~person
1f64e-200d-2642-fe0f pouting_man
1f64e-200d-2640-fe0f pouting_woman
1f645 no_good ~stop ~halt ~denied ~person ~gesturing
1f645-200d-2642-fe0f no_good_man ng_man ~stop ~halt ~denied ~gesturing
1f645-200d-2640-fe0f no_good_woman ng_woman ~stop ~halt ~denied ~gesturing
1f646 ok_person ~gesturing
1f646-200d-2642-fe0f ok_man ~gesturing
1f646-200d-2640-fe0f ok_woman ~gesturing
1f481 tipping_hand_person information_desk_person
1f481-200d-2642-fe0f tipping_hand_man sassy_man ~information
1f481-200d-2640-fe0f tipping_hand_woman sassy_woman ~information
1f64b raising_hand ~person
1f64b-200d-2642-fe0f raising_hand_man
1f64b-200d-2640-fe0f raising_hand_woman
1f9cf deaf_person
1f9cf-200d-2642-fe0f deaf_man
1f9cf-200d-2640-fe0f deaf_woman
1f647 bow ~respect ~thanks ~person ~bowing
1f647-200d-2642-fe0f bowing_man ~respect ~thanks
1f647-200d-2640-fe0f bowing_woman ~respect ~thanks
1f926 facepalm ~person ~facepalming
1f926-200d-2642-fe0f man_facepalming
1f926-200d-2640-fe0f woman_facepalming
1f937 shrug ~person ~shrugging
1f937-200d-2642-fe0f man_shrugging
1f937-200d-2640-fe0f woman_shrugging
1f9d1-200d-2695-fe0f health_worker
1f468-200d-2695-fe0f man_health_worker ~doctor ~nurse
1f469-200d-2695-fe0f woman_health_worker ~doctor ~nurse
1f9d1-200d-1f393 student
1f468-200d-1f393 man_student ~graduation
1f469-200d-1f393 woman_student ~graduation
1f9d1-200d-1f3eb teacher
1f468-200d-1f3eb man_teacher ~school ~professor
1f469-200d-1f3eb woman_teacher ~school ~professor
1f9d1-200d-2696-fe0f judge
1f468-200d-2696-fe0f man_judge ~justice
1f469-200d-2696-fe0f woman_judge ~justice
1f9d1-200d-1f33e farmer
1f468-200d-1f33e man_farmer
1f469-200d-1f33e woman_farmer
1f9d1-200d-1f373 cook
1f468-200d-1f373 man_cook ~chef
1f469-200d-1f373 woman_cook ~chef
1f9d1-200d-1f527 mechanic
1f468-200d-1f527 man_mechanic
1f469-200d-1f527 woman_mechanic
1f9d1-200d-1f3ed factory_worker
1f468-200d-1f3ed man_factory_worker
1f469-200d-1f3ed woman_factory_worker
1f9d1-200d-1f4bc office_worker
1f468-200d-1f4bc man_office_worker ~business
1f469-200d-1f4bc woman_office_worker ~business
1f9d1-200d-1f52c scientist
1f468-200d-1f52c man_scientist ~research
1f469-200d-1f52c woman_scientist ~research
1f9d1-200d-1f4bb technologist
1f468-200d-1f4bb man_technologist ~coder
1f469-200d-1f4bb woman_technologist ~coder
1f9d1-200d-1f3a4 singer
1f468-200d-1f3a4 man_singer ~rockstar
1f469-200d-1f3a4 woman_singer ~rockstar
1f9d1-200d-1f3a8 artist
1f468-200d-1f3a8 man_artist ~painter
1f469-200d-1f3a8 woman_artist ~painter
1f9d1-200d-2708-fe0f pilot
1f468-200d-2708-fe0f man_pilot
1f469-200d-2708-fe0f woman_pilot
1f9d1-200d-1f680 astronaut
1f468-200d-1f680 man_astronaut ~space
1f469-200d-1f680 woman_astronaut ~space
1f9d1-200d-1f692 firefighter
1f468-200d-1f692 man_firefighter
1f469-200d-1f692 woman_firefighter
1f46e police_officer cop ~law
1f46e-200d-2642-fe0f policeman ~law ~cop ~man ~police ~officer
1f46e-200d-2640-fe0f policewoman ~law ~cop ~woman ~police ~officer
1f575-fe0f detective ~sleuth
1f575-fe0f-200d-2642-fe0f male_detective ~sleuth ~man
1f575-fe0f-200d-2640-fe0f female_detective ~sleuth ~woman
1f482 guard
1f482-200d-2642-fe0f guardsman ~man ~guard
1f482-200d-2640-fe0f guardswoman ~woman ~guard
1f977 ninja
1f477 construction_worker ~helmet
1f477-200d-2642-fe0f construction_worker_man ~helmet
1f477-200d-2640-fe0f construction_worker_woman ~helmet
1fac5 person_with_crown
1f934 prince ~crown ~royal
1f478 princess ~crown ~royal
1f473 person_with_turban ~wearing
1f473-200d-2642-fe0f man_with_turban ~wearing
1f473-200d-2640-fe0f woman_with_turban ~wearing
1f472 man_with_gua_pi_mao ~person ~skullcap
1f9d5 woman_with_headscarf ~hijab
1f935 person_in_tuxedo ~groom ~marriage ~wedding
1f935-200d-2642-fe0f man_in_tuxedo
1f935-200d-2640-fe0f woman_in_tuxedo
1f470 person_with_veil ~marriage ~wedding
1f470-200d-2642-fe0f man_with_veil
1f470-200d-2640-fe0f woman_with_veil bride_with_veil
1f930 pregnant_woman
1fac3 pregnant_man
1fac4 pregnant_person
1f931 breast_feeding ~nursing
1f469-200d-1f37c woman_feeding_baby
1f468-200d-1f37c man_feeding_baby
1f9d1-200d-1f37c person_feeding_baby
1f47c angel ~baby
1f385 santa ~christmas ~claus
1f936 mrs_claus ~santa
1f9d1-200d-1f384 mx_claus
1f9b8 superhero
1f9b8-200d-2642-fe0f superhero_man
1f9b8-200d-2640-fe0f superhero_woman
1f9b9 supervillain
1f9b9-200d-2642-fe0f supervillain_man
1f9b9-200d-2640-fe0f supervillain_woman
1f9d9 mage ~wizard
1f9d9-200d-2642-fe0f mage_man ~wizard
1f9d9-200d-2640-fe0f mage_woman ~wizard
1f9da fairy
1f9da-200d-2642-fe0f fairy_man
1f9da-200d-2640-fe0f fairy_woman
1f9db vampire
1f9db-200d-2642-fe0f vampire_man
1f9db-200d-2640-fe0f vampire_woman
1f9dc merperson
1f9dc-200d-2642-fe0f merman
1f9dc-200d-2640-fe0f mermaid
1f9dd elf
1f9dd-200d-2642-fe0f elf_man
1f9dd-200d-2640-fe0f elf_woman
1f9de genie
1f9de-200d-2642-fe0f genie_man
1f9de-200d-2640-fe0f genie_woman
1f9df zombie
1f9df-200d-2642-fe0f zombie_man
1f9df-200d-2640-fe0f zombie_woman
1f9cc troll
1f486 massage ~spa ~person ~getting
1f486-200d-2642-fe0f massage_man ~spa ~getting
1f486-200d-2640-fe0f massage_woman ~spa ~getting
1f487 haircut ~beauty ~person ~getting
1f487-200d-2642-fe0f haircut_man ~getting
1f487-200d-2640-fe0f haircut_woman ~getting
1f6b6 walking ~person
1f6b6-200d-2642-fe0f walking_man
1f6b6-200d-2640-fe0f walking_woman
1f9cd standing_person
1f9cd-200d-2642-fe0f standing_man
1f9cd-200d-2640-fe0f standing_woman
1f9ce kneeling_person
1f9ce-200d-2642-fe0f kneeling_man
1f9ce-200d-2640-fe0f kneeling_woman
1f9d1-200d-1f9af person_with_probing_cane ~white
1f468-200d-1f9af man_with_probing_cane ~white
1f469-200d-1f9af woman_with_probing_cane ~white
1f9d1-200d-1f9bc person_in_motorized_wheelchair
1f468-200d-1f9bc man_in_motorized_wheelchair
1f469-200d-1f9bc woman_in_motorized_wheelchair
1f9d1-200d-1f9bd person_in_manual_wheelchair
1f468-200d-1f9bd man_in_manual_wheelchair
1f469-200d-1f9bd woman_in_manual_wheelchair
1f3c3 runner running ~exercise ~workout ~marathon ~person
1f3c3-200d-2642-fe0f running_man ~exercise ~workout ~marathon
1f3c3-200d-2640-fe0f running_woman ~exercise ~workout ~marathon
1f483 woman_dancing dancer ~dress
1f57a man_dancing ~dancer
1f574-fe0f business_suit_levitating ~person ~in
1f46f dancers ~bunny ~people ~with ~ears
1f46f-200d-2642-fe0f dancing_men ~bunny ~with ~ears
1f46f-200d-2640-fe0f dancing_women ~bunny ~with ~ears
1f9d6 sauna_person ~steamy ~in ~room
1f9d6-200d-2642-fe0f sauna_man ~steamy ~in ~room
1f9d6-200d-2640-fe0f sauna_woman ~steamy ~in ~room
1f9d7 climbing ~bouldering ~person
1f9d7-200d-2642-fe0f climbing_man ~bouldering
1f9d7-200d-2640-fe0f climbing_woman ~bouldering
1f93a person_fencing
1f3c7 horse_racing
26f7-fe0f skier
1f3c2 snowboarder
1f3cc-fe0f golfing ~person
1f3cc-fe0f-200d-2642-fe0f golfing_man
1f3cc-fe0f-200d-2640-fe0f golfing_woman
1f3c4 surfer ~person ~surfing
1f3c4-200d-2642-fe0f surfing_man
1f3c4-200d-2640-fe0f surfing_woman
1f6a3 rowboat ~person ~rowing ~boat
1f6a3-200d-2642-fe0f rowing_man ~boat
1f6a3-200d-2640-fe0f rowing_woman ~boat
1f3ca swimmer ~person ~swimming
1f3ca-200d-2642-fe0f swimming_man
1f3ca-200d-2640-fe0f swimming_woman
26f9-fe0f bouncing_ball_person ~basketball
26f9-fe0f-200d-2642-fe0f bouncing_ball_man basketball_man
26f9-fe0f-200d-2640-fe0f bouncing_ball_woman basketball_woman
1f3cb-fe0f weight_lifting ~gym ~workout ~person ~weights
1f3cb-fe0f-200d-2642-fe0f weight_lifting_man ~gym ~workout ~weights
1f3cb-fe0f-200d-2640-fe0f weight_lifting_woman ~gym ~workout ~weights
1f6b4 bicyclist ~person ~biking
1f6b4-200d-2642-fe0f biking_man
1f6b4-200d-2640-fe0f biking_woman
1f6b5 mountain_bicyclist ~person ~biking
1f6b5-200d-2642-fe0f mountain_biking_man
1f6b5-200d-2640-fe0f mountain_biking_woman
1f938 cartwheeling ~person
1f938-200d-2642-fe0f man_cartwheeling
1f938-200d-2640-fe0f woman_cartwheeling
1f93c wrestling ~people
1f93c-200d-2642-fe0f men_wrestling
1f93c-200d-2640-fe0f women_wrestling
1f93d water_polo ~person ~playing
1f93d-200d-2642-fe0f man_playing_water_polo
1f93d-200d-2640-fe0f woman_playing_water_polo
1f93e handball_person ~playing
1f93e-200d-2642-fe0f man_playing_handball
1f93e-200d-2640-fe0f woman_playing_handball
1f939 juggling_person
1f939-200d-2642-fe0f man_juggling
1f939-200d-2640-fe0f woman_juggling
1f9d8 lotus_position ~meditation ~person ~in
1f9d8-200d-2642-fe0f lotus_position_man ~meditation ~in
1f9d8-200d-2640-fe0f lotus_position_woman ~meditation ~in
1f6c0 bath ~shower ~person ~taking
1f6cc sleeping_bed ~person ~in
1f9d1-200d-1f91d-200d-1f9d1 people_holding_hands ~couple ~date
1f46d two_women_holding_hands ~couple ~date
1f46b couple ~date ~woman ~and ~man ~holding ~hands
1f46c two_men_holding_hands ~couple ~date
1f48f couplekiss ~kiss
1f469-200d-2764-fe0f-200d-1f48b-200d-1f468 couplekiss_man_woman ~kiss
1f468-200d-2764-fe0f-200d-1f48b-200d-1f468 couplekiss_man_man ~kiss
1f469-200d-2764-fe0f-200d-1f48b-200d-1f469 couplekiss_woman_woman ~kiss
1f491 couple_with_heart
1f469-200d-2764-fe0f-200d-1f468 couple_with_heart_woman_man
1f468-200d-2764-fe0f-200d-1f468 couple_with_heart_man_man
1f469-200d-2764-fe0f-200d-1f469 couple_with_heart_woman_woman
1f46a family ~home ~parents ~child
1f468-200d-1f469-200d-1f466 family_man_woman_boy
1f468-200d-1f469-200d-1f467 family_man_woman_girl
1f468-200d-1f469-200d-1f467-200d-1f466 family_man_woman_girl_boy
1f468-200d-1f469-200d-1f466-200d-1f466 family_man_woman_boy_boy
1f468-200d-1f469-200d-1f467-200d-1f467 family_man_woman_girl_girl
1f468-200d-1f468-200d-1f466 family_man_man_boy
1f468-200d-1f468-200d-1f467 family_man_man_girl
1f468-200d-1f468-200d-1f467-200d-1f466 family_man_man_girl_boy
1f468-200d-1f468-200d-1f466-200d-1f466 family_man_man_boy_boy
1f468-200d-1f468-200d-1f467-200d-1f467 family_man_man_girl_girl
1f469-200d-1f469-200d-1f466 family_woman_woman_boy
1f469-200d-1f469-200d-1f467 family_woman_woman_girl
1f469-200d-1f469-200d-1f467-200d-1f466 family_woman_woman_girl_boy
1f469-200d-1f469-200d-1f466-200d-1f466 family_woman_woman_boy_boy
1f469-200d-1f469-200d-1f467-200d-1f467 family_woman_woman_girl_girl
1f468-200d-1f466 family_man_boy
1f468-200d-1f466-200d-1f466 family_man_boy_boy
1f468-200d-1f467 family_man_girl
1f468-200d-1f467-200d-1f466 family_man_girl_boy
1f468-200d-1f467-200d-1f467 family_man_girl_girl
1f469-200d-1f466 family_woman_boy
1f469-200d-1f466-200d-1f466 family_woman_boy_boy
1f469-200d-1f467 family_woman_girl
1f469-200d-1f467-200d-1f466 family_woman_girl_boy
1f469-200d-1f467-200d-1f467 family_woman_girl_girl
1f5e3-fe0f speaking_head
1f464 bust_in_silhouette ~user
1f465 busts_in_silhouette ~users ~group ~team
1fac2 people_hugging
1f463 footprints ~feet ~tracks
1f435 monkey_face
1f412 monkey
1f98d gorilla
1f9a7 orangutan
1f436 dog ~pet ~face
1f415 dog2 ~dog
1f9ae guide_dog
1f415-200d-1f9ba service_dog
1f429 poodle ~dog
1f43a wolf
1f98a fox_face
1f99d raccoon
1f431 cat ~pet ~face
1f408 cat2 ~cat
1f408-200d-2b1b black_cat
1f981 lion
1f42f tiger ~face
1f405 tiger2 ~tiger
1f406 leopard
1f434 horse ~face
1face moose ~canada
1facf donkey ~mule
1f40e racehorse ~speed ~horse
1f984 unicorn
1f993 zebra
1f98c deer
1f9ac bison
1f42e cow ~face
1f402 ox
1f403 water_buffalo
1f404 cow2 ~cow
1f437 pig ~face
1f416 pig2 ~pig
1f417 boar
1f43d pig_nose
1f40f ram
1f411 sheep ~ewe
1f410 goat
1f42a dromedary_camel ~desert
1f42b camel ~two ~hump
1f999 llama
1f992 giraffe
1f418 elephant
1f9a3 mammoth
1f98f rhinoceros
1f99b hippopotamus
1f42d mouse ~face
1f401 mouse2 ~mouse
1f400 rat
1f439 hamster ~pet
1f430 rabbit ~bunny ~face
1f407 rabbit2 ~rabbit
1f43f-fe0f chipmunk
1f9ab beaver
1f994 hedgehog
1f987 bat
1f43b bear
1f43b-200d-2744-fe0f polar_bear
1f428 koala
1f43c panda_face
1f9a5 sloth
1f9a6 otter
1f9a8 skunk
1f998 kangaroo
1f9a1 badger
1f43e feet paw_prints
1f983 turkey ~thanksgiving
1f414 chicken
1f413 rooster
1f423 hatching_chick
1f424 baby_chick
1f425 hatched_chick ~front ~facing ~baby
1f426 bird
1f427 penguin
1f54a-fe0f dove ~peace
1f985 eagle
1f986 duck
1f9a2 swan
1f989 owl
1f9a4 dodo
1fab6 feather
1f9a9 flamingo
1f99a peacock
1f99c parrot
1fabd wing ~fly
1f426-200d-2b1b black_bird
1fabf goose ~honk
1f438 frog
1f40a crocodile
1f422 turtle ~slow
1f98e lizard
1f40d snake
1f432 dragon_face
1f409 dragon
1f995 sauropod ~dinosaur
1f996 t-rex ~dinosaur ~t ~rex
1f433 whale ~sea ~spouting
1f40b whale2 ~whale
1f42c dolphin flipper
1f9ad seal
1f41f fish
1f420 tropical_fish
1f421 blowfish
1f988 shark
1f419 octopus
1f41a shell ~sea ~beach ~spiral
1fab8 coral
1fabc jellyfish
1f40c snail ~slow
1f98b butterfly
1f41b bug
1f41c ant
1f41d bee honeybee
1fab2 beetle
1f41e lady_beetle ~bug
1f997 cricket
1fab3 cockroach
1f577-fe0f spider
1f578-fe0f spider_web
1f982 scorpion
1f99f mosquito
1fab0 fly
1fab1 worm
1f9a0 microbe ~germ
1f490 bouquet ~flowers
1f338 cherry_blossom ~flower ~spring
1f4ae white_flower
1fab7 lotus
1f3f5-fe0f rosette
1f339 rose ~flower
1f940 wilted_flower
1f33a hibiscus
1f33b sunflower
1f33c blossom
1f337 tulip ~flower
1fabb hyacinth
1f331 seedling ~plant
1fab4 potted_plant
1f332 evergreen_tree ~wood
1f333 deciduous_tree ~wood
1f334 palm_tree
1f335 cactus
1f33e ear_of_rice ~sheaf
1f33f herb
2618-fe0f shamrock
1f340 four_leaf_clover ~luck
1f341 maple_leaf ~canada
1f342 fallen_leaf ~autumn
1f343 leaves ~leaf ~fluttering ~in ~wind
1fab9 empty_nest
1faba nest_with_eggs
1f344 mushroom ~fungus
1f347 grapes
1f348 melon
1f349 watermelon
1f34a tangerine orange mandarin
1f34b lemon
1f34c banana ~fruit
1f34d pineapple
1f96d mango
1f34e apple ~red
1f34f green_apple ~fruit
1f350 pear
1f351 peach
1f352 cherries ~fruit
1f353 strawberry ~fruit
1fad0 blueberries
1f95d kiwi_fruit
1f345 tomato
1fad2 olive
1f965 coconut
1f951 avocado
1f346 eggplant ~aubergine
1f954 potato
1f955 carrot
1f33d corn ~ear ~of
1f336-fe0f hot_pepper ~spicy
1fad1 bell_pepper
1f952 cucumber
1f96c leafy_green
1f966 broccoli
1f9c4 garlic
1f9c5 onion
1f95c peanuts
1fad8 beans
1f330 chestnut
1fada ginger_root
1fadb pea_pod
1f35e bread ~toast
1f950 croissant
1f956 baguette_bread
1fad3 flatbread
1f968 pretzel
1f96f bagel
1f95e pancakes
1f9c7 waffle
1f9c0 cheese ~wedge
1f356 meat_on_bone
1f357 poultry_leg ~meat ~chicken
1f969 cut_of_meat
1f953 bacon
1f354 hamburger ~burger
1f35f fries ~french
1f355 pizza
1f32d hotdog ~hot ~dog
1f96a sandwich
1f32e taco
1f32f burrito
1fad4 tamale
1f959 stuffed_flatbread
1f9c6 falafel
1f95a egg
1f373 fried_egg ~breakfast ~cooking
1f958 shallow_pan_of_food ~paella ~curry
1f372 stew ~pot ~of ~food
1fad5 fondue
1f963 bowl_with_spoon
1f957 green_salad
1f37f popcorn
1f9c8 butter
1f9c2 salt
1f96b canned_food
1f371 bento ~box
1f358 rice_cracker
1f359 rice_ball
1f35a rice ~cooked
1f35b curry ~rice
1f35c ramen ~noodle ~steaming ~bowl
1f35d spaghetti ~pasta
1f360 sweet_potato ~roasted
1f362 oden
1f363 sushi
1f364 fried_shrimp ~tempura
1f365 fish_cake ~with ~swirl
1f96e moon_cake
1f361 dango
1f95f dumpling
1f960 fortune_cookie
1f961 takeout_box
1f980 crab
1f99e lobster
1f990 shrimp
1f991 squid
1f9aa oyster
1f366 icecream ~soft ~ice ~cream
1f367 shaved_ice
1f368 ice_cream
1f369 doughnut
1f36a cookie
1f382 birthday ~party ~cake
1f370 cake ~dessert ~shortcake
1f9c1 cupcake
1f967 pie
1f36b chocolate_bar
1f36c candy ~sweet
1f36d lollipop
1f36e custard
1f36f honey_pot
1f37c baby_bottle ~milk
1f95b milk_glass ~of
2615 coffee ~cafe ~espresso ~hot ~beverage
1fad6 teapot
1f375 tea ~green ~breakfast ~teacup ~without ~handle
1f376 sake
1f37e champagne ~bottle ~bubbly ~celebration ~with ~popping ~cork
1f377 wine_glass
1f378 cocktail ~drink ~glass
1f379 tropical_drink ~summer ~vacation
1f37a beer ~drink ~mug
1f37b beers ~drinks ~clinking ~beer ~mugs
1f942 clinking_glasses ~cheers ~toast
1f943 tumbler_glass ~whisky
1fad7 pouring_liquid
1f964 cup_with_straw
1f9cb bubble_tea
1f9c3 beverage_box
1f9c9 mate
1f9ca ice_cube
1f962 chopsticks
1f37d-fe0f plate_with_cutlery ~dining ~dinner ~fork ~and ~knife
1f374 fork_and_knife ~cutlery
1f944 spoon
1f52a hocho knife ~cut ~chop ~kitchen
1fad9 jar
1f3fa amphora
1f30d earth_africa ~globe ~world ~international ~showing ~europe
1f30e earth_americas ~globe ~world ~international ~showing
1f30f earth_asia ~globe ~world ~international ~showing ~australia
1f310 globe_with_meridians ~world ~global ~international
1f5fa-fe0f world_map ~travel
1f5fe japan ~map ~of
1f9ed compass
1f3d4-fe0f mountain_snow ~capped
26f0-fe0f mountain
1f30b volcano
1f5fb mount_fuji
1f3d5-fe0f camping
1f3d6-fe0f beach_umbrella ~with
1f3dc-fe0f desert
1f3dd-fe0f desert_island
1f3de-fe0f national_park
1f3df-fe0f stadium
1f3db-fe0f classical_building
1f3d7-fe0f building_construction
1f9f1 bricks ~brick
1faa8 rock
1fab5 wood
1f6d6 hut
1f3d8-fe0f houses
1f3da-fe0f derelict_house
1f3e0 house
1f3e1 house_with_garden
1f3e2 office ~building
1f3e3 post_office ~japanese
1f3e4 european_post_office
1f3e5 hospital
1f3e6 bank
1f3e8 hotel
1f3e9 love_hotel
1f3ea convenience_store
1f3eb school
1f3ec department_store
1f3ed factory
1f3ef japanese_castle
1f3f0 european_castle
1f492 wedding ~marriage
1f5fc tokyo_tower
1f5fd statue_of_liberty
26ea church
1f54c mosque
1f6d5 hindu_temple
1f54d synagogue
26e9-fe0f shinto_shrine
1f54b kaaba
26f2 fountain
26fa tent ~camping
1f301 foggy ~karl
1f303 night_with_stars
1f3d9-fe0f cityscape ~skyline
1f304 sunrise_over_mountains
1f305 sunrise
1f306 city_sunset ~cityscape ~at ~dusk
1f307 city_sunrise ~sunset
1f309 bridge_at_night
2668-fe0f hotsprings ~hot ~springs
1f3a0 carousel_horse
1f6dd playground_slide
1f3a1 ferris_wheel
1f3a2 roller_coaster
1f488 barber ~pole
1f3aa circus_tent
1f682 steam_locomotive ~train
1f683 railway_car
1f684 bullettrain_side ~train ~high ~speed
1f685 bullettrain_front ~train ~bullet
1f686 train2 ~train
1f687 metro
1f688 light_rail
1f689 station
1f68a tram
1f69d monorail
1f69e mountain_railway
1f68b train ~tram ~car
1f68c bus
1f68d oncoming_bus
1f68e trolleybus
1f690 minibus
1f691 ambulance
1f692 fire_engine
1f693 police_car
1f694 oncoming_police_car
1f695 taxi
1f696 oncoming_taxi
1f697 car red_car ~automobile
1f698 oncoming_automobile
1f699 blue_car ~sport ~utility ~vehicle
1f6fb pickup_truck
1f69a truck ~delivery
1f69b articulated_lorry
1f69c tractor
1f3ce-fe0f racing_car
1f3cd-fe0f motorcycle
1f6f5 motor_scooter
1f9bd manual_wheelchair
1f9bc motorized_wheelchair
1f6fa auto_rickshaw
1f6b2 bike ~bicycle
1f6f4 kick_scooter
1f6f9 skateboard
1f6fc roller_skate
1f68f busstop ~bus ~stop
1f6e3-fe0f motorway
1f6e4-fe0f railway_track
1f6e2-fe0f oil_drum
26fd fuelpump ~fuel ~pump
1f6de wheel
1f6a8 rotating_light ~911 ~emergency ~police ~car
1f6a5 traffic_light ~horizontal
1f6a6 vertical_traffic_light ~semaphore
1f6d1 stop_sign
1f6a7 construction ~wip
2693 anchor ~ship
1f6df ring_buoy ~life ~preserver
26f5 boat sailboat
1f6f6 canoe
1f6a4 speedboat ~ship
1f6f3-fe0f passenger_ship ~cruise
26f4-fe0f ferry
1f6e5-fe0f motor_boat
1f6a2 ship
2708-fe0f airplane ~flight
1f6e9-fe0f small_airplane ~flight
1f6eb flight_departure ~airplane
1f6ec flight_arrival ~airplane
1fa82 parachute
1f4ba seat
1f681 helicopter
1f69f suspension_railway
1f6a0 mountain_cableway
1f6a1 aerial_tramway
1f6f0-fe0f artificial_satellite ~orbit ~space
1f680 rocket ~ship ~launch
1f6f8 flying_saucer ~ufo
1f6ce-fe0f bellhop_bell
1f9f3 luggage
231b hourglass ~time ~done
23f3 hourglass_flowing_sand ~time ~not ~done
231a watch ~time
23f0 alarm_clock ~morning
23f1-fe0f stopwatch
23f2-fe0f timer_clock
1f570-fe0f mantelpiece_clock
1f55b clock12 ~twelve ~o ~clock
1f567 clock1230 ~twelve ~thirty
1f550 clock1 ~one ~o ~clock
1f55c clock130 ~one ~thirty
1f551 clock2 ~two ~o ~clock
1f55d clock230 ~two ~thirty
1f552 clock3 ~three ~o ~clock
1f55e clock330 ~three ~thirty
1f553 clock4 ~four ~o ~clock
1f55f clock430 ~four ~thirty
1f554 clock5 ~five ~o ~clock
1f560 clock530 ~five ~thirty
1f555 clock6 ~six ~o ~clock
1f561 clock630 ~six ~thirty
1f556 clock7 ~seven ~o ~clock
1f562 clock730 ~seven ~thirty
1f557 clock8 ~eight ~o ~clock
1f563 clock830 ~eight ~thirty
1f558 clock9 ~nine ~o ~clock
1f564 clock930 ~nine ~thirty
1f559 clock10 ~ten ~o ~clock
1f565 clock1030 ~ten ~thirty
1f55a clock11 ~eleven ~o ~clock
1f566 clock1130 ~eleven ~thirty
1f311 new_moon
1f312 waxing_crescent_moon
1f313 first_quarter_moon
1f314 moon waxing_gibbous_moon
1f315 full_moon
1f316 waning_gibbous_moon
1f317 last_quarter_moon
1f318 waning_crescent_moon
1f319 crescent_moon ~night
1f31a new_moon_with_face
1f31b first_quarter_moon_with_face
1f31c last_quarter_moon_with_face
1f321-fe0f thermometer
2600-fe0f sunny ~weather ~sun
1f31d full_moon_with_face
1f31e sun_with_face ~summer
1fa90 ringed_planet
2b50 star
1f31f star2 ~glowing ~star
1f320 stars ~shooting ~star
1f30c milky_way
2601-fe0f cloud
26c5 partly_sunny ~weather ~cloud ~sun ~behind
26c8-fe0f cloud_with_lightning_and_rain
1f324-fe0f sun_behind_small_cloud
1f325-fe0f sun_behind_large_cloud
1f326-fe0f sun_behind_rain_cloud
1f327-fe0f cloud_with_rain
1f328-fe0f cloud_with_snow
1f329-fe0f cloud_with_lightning
1f32a-fe0f tornado
1f32b-fe0f fog
1f32c-fe0f wind_face
1f300 cyclone ~swirl
1f308 rainbow
1f302 closed_umbrella ~weather ~rain
2602-fe0f open_umbrella
2614 umbrella ~rain ~weather ~with ~drops
26f1-fe0f parasol_on_ground ~beach ~umbrella
26a1 zap ~lightning ~thunder ~high ~voltage
2744-fe0f snowflake ~winter ~cold ~weather
2603-fe0f snowman_with_snow ~winter ~christmas
26c4 snowman ~winter ~without ~snow
2604-fe0f comet
1f525 fire ~burn
1f4a7 droplet ~water
1f30a ocean ~sea ~water ~wave
1f383 jack_o_lantern ~halloween
1f384 christmas_tree
1f386 fireworks ~festival ~celebration
1f387 sparkler
1f9e8 firecracker
2728 sparkles ~shiny
1f388 balloon ~party ~birthday
1f389 tada ~hooray ~party ~popper
1f38a confetti_ball
1f38b tanabata_tree
1f38d bamboo ~pine ~decoration
1f38e dolls ~japanese
1f38f flags ~carp ~streamer
1f390 wind_chime
1f391 rice_scene ~moon ~viewing ~ceremony
1f9e7 red_envelope
1f380 ribbon
1f381 gift ~present ~birthday ~christmas ~wrapped
1f397-fe0f reminder_ribbon
1f39f-fe0f tickets ~admission
1f3ab ticket
1f396-fe0f medal_military
1f3c6 trophy ~award ~contest ~winner
1f3c5 medal_sports ~gold ~winner
1f947 1st_place_medal ~gold
1f948 2nd_place_medal ~silver
1f949 3rd_place_medal ~bronze
26bd soccer ~sports ~ball
26be baseball ~sports
1f94e softball
1f3c0 basketball ~sports
1f3d0 volleyball
1f3c8 football ~sports ~american
1f3c9 rugby_football
1f3be tennis ~sports
1f94f flying_disc
1f3b3 bowling
1f3cf cricket_game
1f3d1 field_hockey
1f3d2 ice_hockey
1f94d lacrosse
1f3d3 ping_pong
1f3f8 badminton
1f94a boxing_glove
1f94b martial_arts_uniform
1f945 goal_net
26f3 golf ~flag ~in ~hole
26f8-fe0f ice_skate ~skating
1f3a3 fishing_pole_and_fish
1f93f diving_mask
1f3bd running_shirt_with_sash ~marathon
1f3bf ski ~skis
1f6f7 sled
1f94c curling_stone
1f3af dart ~target ~bullseye
1fa80 yo_yo
1fa81 kite
1f52b gun ~shoot ~weapon ~water ~pistol
1f3b1 8ball ~pool ~billiards ~8 ~ball
1f52e crystal_ball ~fortune
1fa84 magic_wand
1f3ae video_game ~play ~controller ~console
1f579-fe0f joystick
1f3b0 slot_machine
1f3b2 game_die ~dice ~gambling
1f9e9 jigsaw ~puzzle ~piece
1f9f8 teddy_bear
1fa85 pinata
1faa9 mirror_ball ~disco ~party
1fa86 nesting_dolls
2660-fe0f spades ~spade ~suit
2665-fe0f hearts ~heart ~suit
2666-fe0f diamonds ~diamond ~suit
2663-fe0f clubs ~club ~suit
265f-fe0f chess_pawn
1f0cf black_joker
1f004 mahjong ~red ~dragon
1f3b4 flower_playing_cards
1f3ad performing_arts ~theater ~drama
1f5bc-fe0f framed_picture
1f3a8 art ~design ~paint ~artist ~palette
1f9f5 thread
1faa1 sewing_needle
1f9f6 yarn
1faa2 knot
1f453 eyeglasses ~glasses
1f576-fe0f dark_sunglasses
1f97d goggles
1f97c lab_coat
1f9ba safety_vest
1f454 necktie ~shirt ~formal
1f455 shirt tshirt ~t
1f456 jeans ~pants
1f9e3 scarf
1f9e4 gloves
1f9e5 coat
1f9e6 socks
1f457 dress
1f458 kimono
1f97b sari
1fa71 one_piece_swimsuit
1fa72 swim_brief ~briefs
1fa73 shorts
1f459 bikini ~beach
1f45a womans_clothes ~woman ~s
1faad folding_hand_fan ~sensu
1f45b purse
1f45c handbag ~bag
1f45d pouch ~bag ~clutch
1f6cd-fe0f shopping ~bags
1f392 school_satchel ~backpack
1fa74 thong_sandal
1f45e mans_shoe shoe ~man ~s
1f45f athletic_shoe ~sneaker ~sport ~running
1f97e hiking_boot
1f97f flat_shoe
1f460 high_heel ~shoe ~heeled
1f461 sandal ~shoe ~woman ~s
1fa70 ballet_shoes
1f462 boot ~woman ~s
1faae hair_pick
1f451 crown ~king ~queen ~royal
1f452 womans_hat ~woman ~s
1f3a9 tophat ~hat ~classy ~top
1f393 mortar_board ~education ~college ~university ~graduation ~cap
1f9e2 billed_cap
1fa96 military_helmet
26d1-fe0f rescue_worker_helmet ~s
1f4ff prayer_beads
1f484 lipstick ~makeup
1f48d ring ~wedding ~marriage ~engaged
1f48e gem ~diamond ~stone
1f507 mute ~sound ~volume ~muted ~speaker
1f508 speaker ~low ~volume
1f509 sound ~volume ~speaker ~medium
1f50a loud_sound ~volume ~speaker ~high
1f4e2 loudspeaker ~announcement
1f4e3 mega ~megaphone
1f4ef postal_horn
1f514 bell ~sound ~notification
1f515 no_bell ~volume ~off ~with ~slash
1f3bc musical_score
1f3b5 musical_note
1f3b6 notes ~music ~musical
1f399-fe0f studio_microphone ~podcast
1f39a-fe0f level_slider
1f39b-fe0f control_knobs
1f3a4 microphone ~sing
1f3a7 headphones ~music ~earphones ~headphone
1f4fb radio ~podcast
1f3b7 saxophone
1fa97 accordion
1f3b8 guitar ~rock
1f3b9 musical_keyboard ~piano
1f3ba trumpet
1f3bb violin
1fa95 banjo
1f941 drum
1fa98 long_drum
1fa87 maracas ~shaker
1fa88 flute ~recorder
1f4f1 iphone ~smartphone ~mobile ~phone
1f4f2 calling ~call ~incoming ~mobile ~phone ~with ~arrow
260e-fe0f phone telephone
1f4de telephone_receiver ~phone ~call
1f4df pager
1f4e0 fax ~machine
1f50b battery ~power
1faab low_battery
1f50c electric_plug
1f4bb computer ~desktop ~screen ~laptop
1f5a5-fe0f desktop_computer
1f5a8-fe0f printer
2328-fe0f keyboard
1f5b1-fe0f computer_mouse
1f5b2-fe0f trackball
1f4bd minidisc ~computer ~disk
1f4be floppy_disk ~save
1f4bf cd ~optical ~disk
1f4c0 dvd
1f9ee abacus
1f3a5 movie_camera ~film ~video
1f39e-fe0f film_strip ~frames
1f4fd-fe0f film_projector
1f3ac clapper ~film ~board
1f4fa tv ~television
1f4f7 camera ~photo
1f4f8 camera_flash ~photo ~with
1f4f9 video_camera
1f4fc vhs ~videocassette
1f50d mag ~search ~zoom ~magnifying ~glass ~tilted ~left
1f50e mag_right ~magnifying ~glass ~tilted
1f56f-fe0f candle
1f4a1 bulb ~idea ~light
1f526 flashlight
1f3ee izakaya_lantern lantern ~red ~paper
1fa94 diya_lamp
1f4d4 notebook_with_decorative_cover
1f4d5 closed_book
1f4d6 book open_book
1f4d7 green_book
1f4d8 blue_book
1f4d9 orange_book
1f4da books ~library
1f4d3 notebook
1f4d2 ledger
1f4c3 page_with_curl
1f4dc scroll ~document
1f4c4 page_facing_up ~document
1f4f0 newspaper ~press
1f5de-fe0f newspaper_roll ~press ~rolled ~up
1f4d1 bookmark_tabs
1f516 bookmark
1f3f7-fe0f label ~tag
1f4b0 moneybag ~dollar ~cream ~money ~bag
1fa99 coin
1f4b4 yen ~banknote
1f4b5 dollar ~money ~banknote
1f4b6 euro ~banknote
1f4b7 pound ~banknote
1f4b8 money_with_wings ~dollar
1f4b3 credit_card ~subscription
1f9fe receipt
1f4b9 chart ~increasing ~with ~yen
2709-fe0f envelope ~letter ~email
1f4e7 email e-mail ~e ~mail
1f4e8 incoming_envelope
1f4e9 envelope_with_arrow
1f4e4 outbox_tray
1f4e5 inbox_tray
1f4e6 package ~shipping
1f4eb mailbox ~closed ~with ~raised ~flag
1f4ea mailbox_closed ~with ~lowered ~flag
1f4ec mailbox_with_mail ~open ~raised ~flag
1f4ed mailbox_with_no_mail ~open ~lowered ~flag
1f4ee postbox
1f5f3-fe0f ballot_box ~with
270f-fe0f pencil2 ~pencil
2712-fe0f black_nib
1f58b-fe0f fountain_pen
1f58a-fe0f pen
1f58c-fe0f paintbrush
1f58d-fe0f crayon
1f4dd memo pencil ~document ~note
1f4bc briefcase ~business
1f4c1 file_folder ~directory
1f4c2 open_file_folder
1f5c2-fe0f card_index_dividers
1f4c5 date ~calendar ~schedule
1f4c6 calendar ~schedule ~tear ~off
1f5d2-fe0f spiral_notepad
1f5d3-fe0f spiral_calendar
1f4c7 card_index
1f4c8 chart_with_upwards_trend ~graph ~metrics ~increasing
1f4c9 chart_with_downwards_trend ~graph ~metrics ~decreasing
1f4ca bar_chart ~stats ~metrics
1f4cb clipboard
1f4cc pushpin ~location
1f4cd round_pushpin ~location
1f4ce paperclip
1f587-fe0f paperclips ~linked
1f4cf straight_ruler
1f4d0 triangular_ruler
2702-fe0f scissors ~cut
1f5c3-fe0f card_file_box
1f5c4-fe0f file_cabinet
1f5d1-fe0f wastebasket ~trash
1f512 lock ~security ~private ~locked
1f513 unlock ~security ~unlocked
1f50f lock_with_ink_pen ~locked
1f510 closed_lock_with_key ~security ~locked
1f511 key ~lock ~password
1f5dd-fe0f old_key
1f528 hammer ~tool
1fa93 axe
26cf-fe0f pick
2692-fe0f hammer_and_pick
1f6e0-fe0f hammer_and_wrench
1f5e1-fe0f dagger
2694-fe0f crossed_swords
1f4a3 bomb ~boom
1fa83 boomerang
1f3f9 bow_and_arrow ~archery
1f6e1-fe0f shield
1fa9a carpentry_saw
1f527 wrench ~tool
1fa9b screwdriver
1f529 nut_and_bolt
2699-fe0f gear
1f5dc-fe0f clamp
2696-fe0f balance_scale
1f9af probing_cane ~white
1f517 link
26d3-fe0f chains
1fa9d hook
1f9f0 toolbox
1f9f2 magnet
1fa9c ladder
2697-fe0f alembic
1f9ea test_tube
1f9eb petri_dish
1f9ec dna
1f52c microscope ~science ~laboratory ~investigate
1f52d telescope
1f4e1 satellite ~signal ~antenna
1f489 syringe ~health ~hospital ~needle
1fa78 drop_of_blood
1f48a pill ~health ~medicine
1fa79 adhesive_bandage
1fa7c crutch
1fa7a stethoscope
1fa7b x_ray
1f6aa door
1f6d7 elevator
1fa9e mirror
1fa9f window
1f6cf-fe0f bed
1f6cb-fe0f couch_and_lamp
1fa91 chair
1f6bd toilet ~wc
1faa0 plunger
1f6bf shower ~bath
1f6c1 bathtub
1faa4 mouse_trap
1fa92 razor
1f9f4 lotion_bottle
1f9f7 safety_pin
1f9f9 broom
1f9fa basket
1f9fb roll_of_paper ~toilet
1faa3 bucket
1f9fc soap
1fae7 bubbles
1faa5 toothbrush
1f9fd sponge
1f9ef fire_extinguisher
1f6d2 shopping_cart
1f6ac smoking ~cigarette
26b0-fe0f coffin ~funeral
1faa6 headstone
26b1-fe0f funeral_urn
1f9ff nazar_amulet
1faac hamsa
1f5ff moyai ~stone ~moai
1faa7 placard
1faaa identification_card
1f3e7 atm ~sign
1f6ae put_litter_in_its_place ~bin ~sign
1f6b0 potable_water
267f wheelchair ~accessibility ~symbol
1f6b9 mens ~men ~s ~room
1f6ba womens ~women ~s ~room
1f6bb restroom ~toilet
1f6bc baby_symbol
1f6be wc ~toilet ~restroom ~water ~closet
1f6c2 passport_control
1f6c3 customs
1f6c4 baggage_claim ~airport
1f6c5 left_luggage
26a0-fe0f warning ~wip
1f6b8 children_crossing
26d4 no_entry ~limit
1f6ab no_entry_sign ~block ~forbidden ~prohibited
1f6b3 no_bicycles
1f6ad no_smoking
1f6af do_not_litter ~no ~littering
1f6b1 non-potable_water ~non ~potable
1f6b7 no_pedestrians
1f4f5 no_mobile_phones
1f51e underage ~no ~one ~under ~eighteen
2622-fe0f radioactive
2623-fe0f biohazard
2b06-fe0f arrow_up
2197-fe0f arrow_upper_right ~up
27a1-fe0f arrow_right
2198-fe0f arrow_lower_right ~down
2b07-fe0f arrow_down
2199-fe0f arrow_lower_left ~down
2b05-fe0f arrow_left
2196-fe0f arrow_upper_left ~up
2195-fe0f arrow_up_down
2194-fe0f left_right_arrow
21a9-fe0f leftwards_arrow_with_hook ~return ~right ~curving ~left
21aa-fe0f arrow_right_hook ~left ~curving
2934-fe0f arrow_heading_up ~right ~curving
2935-fe0f arrow_heading_down ~right ~curving
1f503 arrows_clockwise ~vertical
1f504 arrows_counterclockwise ~sync ~button
1f519 back ~arrow
1f51a end ~arrow
1f51b on ~arrow
1f51c soon ~arrow
1f51d top ~arrow
1f6d0 place_of_worship
269b-fe0f atom_symbol
1f549-fe0f om
2721-fe0f star_of_david
2638-fe0f wheel_of_dharma
262f-fe0f yin_yang
271d-fe0f latin_cross
2626-fe0f orthodox_cross
262a-fe0f star_and_crescent
262e-fe0f peace_symbol
1f54e menorah
1f52f six_pointed_star ~dotted
1faaf khanda
2648 aries
2649 taurus
264a gemini
264b cancer
264c leo
264d virgo
264e libra
264f scorpius ~scorpio
2650 sagittarius
2651 capricorn
2652 aquarius
2653 pisces
26ce ophiuchus
1f500 twisted_rightwards_arrows ~shuffle ~tracks ~button
1f501 repeat ~loop ~button
1f502 repeat_one ~single ~button
25b6-fe0f arrow_forward ~play ~button
23e9 fast_forward ~button
23ed-fe0f next_track_button
23ef-fe0f play_or_pause_button
25c0-fe0f arrow_backward ~reverse ~button
23ea rewind ~fast ~reverse ~button
23ee-fe0f previous_track_button ~last
1f53c arrow_up_small ~upwards ~button
23eb arrow_double_up ~fast ~button
1f53d arrow_down_small ~downwards ~button
23ec arrow_double_down ~fast ~button
23f8-fe0f pause_button
23f9-fe0f stop_button
23fa-fe0f record_button
23cf-fe0f eject_button
1f3a6 cinema ~film ~movie
1f505 low_brightness ~dim ~button
1f506 high_brightness ~bright ~button
1f4f6 signal_strength ~wifi ~antenna ~bars
1f6dc wireless ~wifi
1f4f3 vibration_mode
1f4f4 mobile_phone_off ~mute
2640-fe0f female_sign
2642-fe0f male_sign
26a7-fe0f transgender_symbol
2716-fe0f heavy_multiplication_x ~multiply
2795 heavy_plus_sign
2796 heavy_minus_sign
2797 heavy_division_sign ~divide
1f7f0 heavy_equals_sign
267e-fe0f infinity
203c-fe0f bangbang ~double ~exclamation ~mark
2049-fe0f interrobang ~exclamation ~question ~mark
2753 question ~confused ~red ~mark
2754 grey_question ~white ~mark
2755 grey_exclamation ~white ~mark
2757 exclamation heavy_exclamation_mark ~bang ~red
3030-fe0f wavy_dash
1f4b1 currency_exchange
1f4b2 heavy_dollar_sign
2695-fe0f medical_symbol
267b-fe0f recycle ~environment ~green ~recycling ~symbol
269c-fe0f fleur_de_lis
1f531 trident ~emblem
1f4db name_badge
1f530 beginner ~japanese ~symbol ~for
2b55 o ~hollow ~red ~circle
2705 white_check_mark ~button
2611-fe0f ballot_box_with_check
2714-fe0f heavy_check_mark
274c x ~cross ~mark
274e negative_squared_cross_mark ~button
27b0 curly_loop
27bf loop ~double ~curly
303d-fe0f part_alternation_mark
2733-fe0f eight_spoked_asterisk
2734-fe0f eight_pointed_black_star
2747-fe0f sparkle
a9-fe0f copyright
ae-fe0f registered
2122-fe0f tm ~trademark ~trade ~mark
23-fe0f-20e3 hash ~number ~keycap
2a-fe0f-20e3 asterisk ~keycap
30-fe0f-20e3 zero ~keycap ~0
31-fe0f-20e3 one ~keycap ~1
32-fe0f-20e3 two ~keycap ~2
33-fe0f-20e3 three ~keycap ~3
34-fe0f-20e3 four ~keycap ~4
35-fe0f-20e3 five ~keycap ~5
36-fe0f-20e3 six ~keycap ~6
37-fe0f-20e3 seven ~keycap ~7
38-fe0f-20e3 eight ~keycap ~8
39-fe0f-20e3 nine ~keycap ~9
1f51f keycap_ten ~10
1f520 capital_abcd ~letters ~input ~latin ~uppercase
1f521 abcd ~input ~latin ~lowercase
1f522 1234 ~numbers ~input
1f523 symbols ~input
1f524 abc ~alphabet ~input ~latin ~letters
1f170-fe0f a ~button ~blood ~type
1f18e ab ~button ~blood ~type
1f171-fe0f b ~button ~blood ~type
1f191 cl ~button
1f192 cool ~button
1f193 free ~button
2139-fe0f information_source
1f194 id ~button
24c2-fe0f m ~circled
1f195 new ~fresh ~button
1f196 ng ~button
1f17e-fe0f o2 ~o ~button ~blood ~type
1f197 ok ~yes ~button
1f17f-fe0f parking ~p ~button
1f198 sos ~help ~emergency ~button
1f199 up ~button
1f19a vs ~button
1f201 koko ~japanese ~here ~button
1f202-fe0f sa ~japanese ~service ~charge ~button
1f237-fe0f u6708 ~japanese ~monthly ~amount ~button
1f236 u6709 ~japanese ~not ~free ~of ~charge ~button
1f22f u6307 ~japanese ~reserved ~button
1f250 ideograph_advantage ~japanese ~bargain ~button
1f239 u5272 ~japanese ~discount ~button
1f21a u7121 ~japanese ~free ~of ~charge ~button
1f232 u7981 ~japanese ~prohibited ~button
1f251 accept ~japanese ~acceptable ~button
1f238 u7533 ~japanese ~application ~button
1f234 u5408 ~japanese ~passing ~grade ~button
1f233 u7a7a ~japanese ~vacancy ~button
3297-fe0f congratulations ~japanese ~button
3299-fe0f secret ~japanese ~button
1f23a u55b6 ~japanese ~open ~for ~business ~button
1f235 u6e80 ~japanese ~no ~vacancy ~button
1f534 red_circle
1f7e0 orange_circle
1f7e1 yellow_circle
1f7e2 green_circle
1f535 large_blue_circle
1f7e3 purple_circle
1f7e4 brown_circle
26ab black_circle
26aa white_circle
1f7e5 red_square
1f7e7 orange_square
1f7e8 yellow_square
1f7e9 green_square
1f7e6 blue_square
1f7ea purple_square
1f7eb brown_square
2b1b black_large_square
2b1c white_large_square
25fc-fe0f black_medium_square
25fb-fe0f white_medium_square
25fe black_medium_small_square
25fd white_medium_small_square
25aa-fe0f black_small_square
25ab-fe0f white_small_square
1f536 large_orange_diamond
1f537 large_blue_diamond
1f538 small_orange_diamond
1f539 small_blue_diamond
1f53a small_red_triangle ~pointed ~up
1f53b small_red_triangle_down ~pointed
1f4a0 diamond_shape_with_a_dot_inside
1f518 radio_button
1f533 white_square_button
1f532 black_square_button
1f3c1 checkered_flag ~milestone ~finish ~chequered
1f6a9 triangular_flag_on_post
1f38c crossed_flags
1f3f4 black_flag
1f3f3-fe0f white_flag
1f3f3-fe0f-200d-1f308 rainbow_flag ~pride
1f3f3-fe0f-200d-26a7-fe0f transgender_flag
1f3f4-200d-2620-fe0f pirate_flag
1f1e6-1f1e8 ascension_island ~flag
1f1e6-1f1e9 andorra ~flag
1f1e6-1f1ea united_arab_emirates ~flag
1f1e6-1f1eb afghanistan ~flag
1f1e6-1f1ec antigua_barbuda ~flag
1f1e6-1f1ee anguilla ~flag
1f1e6-1f1f1 albania ~flag
1f1e6-1f1f2 armenia ~flag
1f1e6-1f1f4 angola ~flag
1f1e6-1f1f6 antarctica ~flag
1f1e6-1f1f7 argentina ~flag
1f1e6-1f1f8 american_samoa ~flag
1f1e6-1f1f9 austria ~flag
1f1e6-1f1fa australia ~flag
1f1e6-1f1fc aruba ~flag
1f1e6-1f1fd aland_islands ~flag
1f1e6-1f1ff azerbaijan ~flag
1f1e7-1f1e6 bosnia_herzegovina ~flag
1f1e7-1f1e7 barbados ~flag
1f1e7-1f1e9 bangladesh ~flag
1f1e7-1f1ea belgium ~flag
1f1e7-1f1eb burkina_faso ~flag
1f1e7-1f1ec bulgaria ~flag
1f1e7-1f1ed bahrain ~flag
1f1e7-1f1ee burundi ~flag
1f1e7-1f1ef benin ~flag
1f1e7-1f1f1 st_barthelemy ~flag
1f1e7-1f1f2 bermuda ~flag
1f1e7-1f1f3 brunei ~flag
1f1e7-1f1f4 bolivia ~flag
1f1e7-1f1f6 caribbean_netherlands ~flag
1f1e7-1f1f7 brazil ~flag
1f1e7-1f1f8 bahamas ~flag
1f1e7-1f1f9 bhutan ~flag
1f1e7-1f1fb bouvet_island ~flag
1f1e7-1f1fc botswana ~flag
1f1e7-1f1fe belarus ~flag
1f1e7-1f1ff belize ~flag
1f1e8-1f1e6 canada ~flag
1f1e8-1f1e8 cocos_islands ~keeling ~flag
1f1e8-1f1e9 congo_kinshasa ~flag
1f1e8-1f1eb central_african_republic ~flag
1f1e8-1f1ec congo_brazzaville ~flag
1f1e8-1f1ed switzerland ~flag
1f1e8-1f1ee cote_divoire ~ivory ~flag ~d ~ivoire
1f1e8-1f1f0 cook_islands ~flag
1f1e8-1f1f1 chile ~flag
1f1e8-1f1f2 cameroon ~flag
1f1e8-1f1f3 cn ~china ~flag
1f1e8-1f1f4 colombia ~flag
1f1e8-1f1f5 clipperton_island ~flag
1f1e8-1f1f7 costa_rica ~flag
1f1e8-1f1fa cuba ~flag
1f1e8-1f1fb cape_verde ~flag
1f1e8-1f1fc curacao ~flag
1f1e8-1f1fd christmas_island ~flag
1f1e8-1f1fe cyprus ~flag
1f1e8-1f1ff czech_republic ~flag ~czechia
1f1e9-1f1ea de ~flag ~germany
1f1e9-1f1ec diego_garcia ~flag
1f1e9-1f1ef djibouti ~flag
1f1e9-1f1f0 denmark ~flag
1f1e9-1f1f2 dominica ~flag
1f1e9-1f1f4 dominican_republic ~flag
1f1e9-1f1ff algeria ~flag
1f1ea-1f1e6 ceuta_melilla ~flag
1f1ea-1f1e8 ecuador ~flag
1f1ea-1f1ea estonia ~flag
1f1ea-1f1ec egypt ~flag
1f1ea-1f1ed western_sahara ~flag
1f1ea-1f1f7 eritrea ~flag
1f1ea-1f1f8 es ~spain ~flag
1f1ea-1f1f9 ethiopia ~flag
1f1ea-1f1fa eu european_union ~flag
1f1eb-1f1ee finland ~flag
1f1eb-1f1ef fiji ~flag
1f1eb-1f1f0 falkland_islands ~flag
1f1eb-1f1f2 micronesia ~flag
1f1eb-1f1f4 faroe_islands ~flag
1f1eb-1f1f7 fr ~france ~french ~flag
1f1ec-1f1e6 gabon ~flag
1f1ec-1f1e7 gb uk ~flag ~british ~united ~kingdom
1f1ec-1f1e9 grenada ~flag
1f1ec-1f1ea georgia ~flag
1f1ec-1f1eb french_guiana ~flag
1f1ec-1f1ec guernsey ~flag
1f1ec-1f1ed ghana ~flag
1f1ec-1f1ee gibraltar ~flag
1f1ec-1f1f1 greenland ~flag
1f1ec-1f1f2 gambia ~flag
1f1ec-1f1f3 guinea ~flag
1f1ec-1f1f5 guadeloupe ~flag
1f1ec-1f1f6 equatorial_guinea ~flag
1f1ec-1f1f7 greece ~flag
1f1ec-1f1f8 south_georgia_south_sandwich_islands ~flag
1f1ec-1f1f9 guatemala ~flag
1f1ec-1f1fa guam ~flag
1f1ec-1f1fc guinea_bissau ~flag
1f1ec-1f1fe guyana ~flag
1f1ed-1f1f0 hong_kong ~flag ~sar ~china
1f1ed-1f1f2 heard_mcdonald_islands ~flag
1f1ed-1f1f3 honduras ~flag
1f1ed-1f1f7 croatia ~flag
1f1ed-1f1f9 haiti ~flag
1f1ed-1f1fa hungary ~flag
1f1ee-1f1e8 canary_islands ~flag
1f1ee-1f1e9 indonesia ~flag
1f1ee-1f1ea ireland ~flag
1f1ee-1f1f1 israel ~flag
1f1ee-1f1f2 isle_of_man ~flag
1f1ee-1f1f3 india ~flag
1f1ee-1f1f4 british_indian_ocean_territory ~flag
1f1ee-1f1f6 iraq ~flag
1f1ee-1f1f7 iran ~flag
1f1ee-1f1f8 iceland ~flag
1f1ee-1f1f9 it ~italy ~flag
1f1ef-1f1ea jersey ~flag
1f1ef-1f1f2 jamaica ~flag
1f1ef-1f1f4 jordan ~flag
1f1ef-1f1f5 jp ~japan ~flag
1f1f0-1f1ea kenya ~flag
1f1f0-1f1ec kyrgyzstan ~flag
1f1f0-1f1ed cambodia ~flag
1f1f0-1f1ee kiribati ~flag
1f1f0-1f1f2 comoros ~flag
1f1f0-1f1f3 st_kitts_nevis ~flag
1f1f0-1f1f5 north_korea ~flag
1f1f0-1f1f7 kr ~korea ~flag ~south
1f1f0-1f1fc kuwait ~flag
1f1f0-1f1fe cayman_islands ~flag
1f1f0-1f1ff kazakhstan ~flag
1f1f1-1f1e6 laos ~flag
1f1f1-1f1e7 lebanon ~flag
1f1f1-1f1e8 st_lucia ~flag
1f1f1-1f1ee liechtenstein ~flag
1f1f1-1f1f0 sri_lanka ~flag
1f1f1-1f1f7 liberia ~flag
1f1f1-1f1f8 lesotho ~flag
1f1f1-1f1f9 lithuania ~flag
1f1f1-1f1fa luxembourg ~flag
1f1f1-1f1fb latvia ~flag
1f1f1-1f1fe libya ~flag
1f1f2-1f1e6 morocco ~flag
1f1f2-1f1e8 monaco ~flag
1f1f2-1f1e9 moldova ~flag
1f1f2-1f1ea montenegro ~flag
1f1f2-1f1eb st_martin ~flag
1f1f2-1f1ec madagascar ~flag
1f1f2-1f1ed marshall_islands ~flag
1f1f2-1f1f0 macedonia ~flag ~north
1f1f2-1f1f1 mali ~flag
1f1f2-1f1f2 myanmar ~burma ~flag
1f1f2-1f1f3 mongolia ~flag
1f1f2-1f1f4 macau ~flag ~macao ~sar ~china
1f1f2-1f1f5 northern_mariana_islands ~flag
1f1f2-1f1f6 martinique ~flag
1f1f2-1f1f7 mauritania ~flag
1f1f2-1f1f8 montserrat ~flag
1f1f2-1f1f9 malta ~flag
1f1f2-1f1fa mauritius ~flag
1f1f2-1f1fb maldives ~flag
1f1f2-1f1fc malawi ~flag
1f1f2-1f1fd mexico ~flag
1f1f2-1f1fe malaysia ~flag
1f1f2-1f1ff mozambique ~flag
1f1f3-1f1e6 namibia ~flag
1f1f3-1f1e8 new_caledonia ~flag
1f1f3-1f1ea niger ~flag
1f1f3-1f1eb norfolk_island ~flag
1f1f3-1f1ec nigeria ~flag
1f1f3-1f1ee nicaragua ~flag
1f1f3-1f1f1 netherlands ~flag
1f1f3-1f1f4 norway ~flag
1f1f3-1f1f5 nepal ~flag
1f1f3-1f1f7 nauru ~flag
1f1f3-1f1fa niue ~flag
1f1f3-1f1ff new_zealand ~flag
1f1f4-1f1f2 oman ~flag
1f1f5-1f1e6 panama ~flag
1f1f5-1f1ea peru ~flag
1f1f5-1f1eb french_polynesia ~flag
1f1f5-1f1ec papua_new_guinea ~flag
1f1f5-1f1ed philippines ~flag
1f1f5-1f1f0 pakistan ~flag
1f1f5-1f1f1 poland ~flag
1f1f5-1f1f2 st_pierre_miquelon ~flag
1f1f5-1f1f3 pitcairn_islands ~flag
1f1f5-1f1f7 puerto_rico ~flag
1f1f5-1f1f8 palestinian_territories ~flag
1f1f5-1f1f9 portugal ~flag
1f1f5-1f1fc palau ~flag
1f1f5-1f1fe paraguay ~flag
1f1f6-1f1e6 qatar ~flag
1f1f7-1f1ea reunion ~flag
1f1f7-1f1f4 romania ~flag
1f1f7-1f1f8 serbia ~flag
1f1f7-1f1fa ru ~russia ~flag
1f1f7-1f1fc rwanda ~flag
1f1f8-1f1e6 saudi_arabia ~flag
1f1f8-1f1e7 solomon_islands ~flag
1f1f8-1f1e8 seychelles ~flag
1f1f8-1f1e9 sudan ~flag
1f1f8-1f1ea sweden ~flag
1f1f8-1f1ec singapore ~flag
1f1f8-1f1ed st_helena ~flag
1f1f8-1f1ee slovenia ~flag
1f1f8-1f1ef svalbard_jan_mayen ~flag
1f1f8-1f1f0 slovakia ~flag
1f1f8-1f1f1 sierra_leone ~flag
1f1f8-1f1f2 san_marino ~flag
1f1f8-1f1f3 senegal ~flag
1f1f8-1f1f4 somalia ~flag
1f1f8-1f1f7 suriname ~flag
1f1f8-1f1f8 south_sudan ~flag
1f1f8-1f1f9 sao_tome_principe ~flag
1f1f8-1f1fb el_salvador ~flag
1f1f8-1f1fd sint_maarten ~flag
1f1f8-1f1fe syria ~flag
1f1f8-1f1ff swaziland ~flag ~eswatini
1f1f9-1f1e6 tristan_da_cunha ~flag
1f1f9-1f1e8 turks_caicos_islands ~flag
1f1f9-1f1e9 chad ~flag
1f1f9-1f1eb french_southern_territories ~flag
1f1f9-1f1ec togo ~flag
1f1f9-1f1ed thailand ~flag
1f1f9-1f1ef tajikistan ~flag
1f1f9-1f1f0 tokelau ~flag
1f1f9-1f1f1 timor_leste ~flag
1f1f9-1f1f2 turkmenistan ~flag
1f1f9-1f1f3 tunisia ~flag
1f1f9-1f1f4 tonga ~flag
1f1f9-1f1f7 tr ~turkey ~flag
1f1f9-1f1f9 trinidad_tobago ~flag
1f1f9-1f1fb tuvalu ~flag
1f1f9-1f1fc taiwan ~flag
1f1f9-1f1ff tanzania ~flag
1f1fa-1f1e6 ukraine ~flag
1f1fa-1f1ec uganda ~flag
1f1fa-1f1f2 us_outlying_islands ~flag ~u ~s
1f1fa-1f1f3 united_nations ~flag
1f1fa-1f1f8 us ~flag ~united ~america ~states
1f1fa-1f1fe uruguay ~flag
1f1fa-1f1ff uzbekistan ~flag
1f1fb-1f1e6 vatican_city ~flag
1f1fb-1f1e8 st_vincent_grenadines ~flag
1f1fb-1f1ea venezuela ~flag
1f1fb-1f1ec british_virgin_islands ~flag
1f1fb-1f1ee us_virgin_islands ~flag ~u ~s
1f1fb-1f1f3 vietnam ~flag
1f1fb-1f1fa vanuatu ~flag
1f1fc-1f1eb wallis_futuna ~flag
1f1fc-1f1f8 samoa ~flag
1f1fd-1f1f0 kosovo ~flag
1f1fe-1f1ea yemen ~flag
1f1fe-1f1f9 mayotte ~flag
1f1ff-1f1e6 south_africa ~flag
1f1ff-1f1f2 zambia ~flag
1f1ff-1f1fc zimbabwe ~flag
1f3f4-e0067-e0062-e0065-e006e-e0067-e007f england ~flag
1f3f4-e0067-e0062-e0073-e0063-e0074-e007f scotland ~flag
1f3f4-e0067-e0062-e0077-e006c-e0073-e007f wales ~flag
`;
